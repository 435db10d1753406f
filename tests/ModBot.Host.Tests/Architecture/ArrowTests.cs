using System.Reflection;

namespace ModBot.Host.Tests.Architecture;

/// <summary>The arrows of the house: Host -> adapters -> Core, and adapters never see each other.</summary>
public sealed class ArrowTests
{
    private static readonly string[] Adapters = ["ModBot.Onnx", "ModBot.Redis", "ModBot.Sqlite", "ModBot.Twitch", "ModBot.Sandbox"];

    [Fact]
    public void Core_References_NoAdapterAndNoAdaptersPackage()
    {
        string[] foreign = ["Microsoft.AspNetCore", "StackExchange", "Microsoft.Data", "SQLitePCL", "Microsoft.ML", "Polly", "Spectre", "System.CommandLine", "ModBot", "modbot"];

        var seen = References("ModBot.Core").Where(name => foreign.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal)));

        Assert.Empty(seen);
    }

    [Theory]
    [InlineData("ModBot.Onnx")]
    [InlineData("ModBot.Redis")]
    [InlineData("ModBot.Sqlite")]
    [InlineData("ModBot.Twitch")]
    [InlineData("ModBot.Sandbox")]
    public void Adapter_References_NoOtherAdapterAndNotTheHost(string adapter)
    {
        var seen = References(adapter).Where(name => name == "modbot" || (Adapters.Contains(name) && name != adapter));

        Assert.Empty(seen);
    }

    [Fact]
    public void Host_References_EveryAdapter() => Assert.Empty(Adapters.Except(References("modbot")));

    private static string[] References(string assembly) => [.. Assembly.Load(assembly).GetReferencedAssemblies().Select(reference => reference.Name!)];
}
