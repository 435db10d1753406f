using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ModBot.Holds;

namespace ModBot.Redis.Tests;

public sealed class RedisStoreOptionsTests
{
    [Fact]
    public async Task AddModBotRedis_Defaults_GiveAStoreWithoutConnecting()
    {
        await using var services = Services().BuildServiceProvider();

        Assert.IsType<RedisHoldStore>(services.GetRequiredService<IHoldStore>());
    }

    [Fact]
    public async Task AddModBotRedis_Configured_ReadsItsSection()
    {
        await using var services = Services(("Redis:KeyPrefix", "other:")).BuildServiceProvider();

        Assert.Equal("other:", services.GetRequiredService<IOptions<RedisStoreOptions>>().Value.KeyPrefix);
    }

    [Theory]
    [InlineData("", "modbot:", 2)]
    [InlineData("password=hunter2", "modbot:", 2)]
    [InlineData("localhost,connectTimeout=soon,password=hunter2", "modbot:", 2)]
    [InlineData("localhost", "", 2)]
    [InlineData("localhost", "mod{bot}:", 2)]
    [InlineData("localhost", "modbot:", 0)]
    [InlineData("localhost", "modbot:", 61)]
    public void Options_OutOfBounds_AreRefusedWithoutThePassword(string configuration, string prefix, int seconds)
    {
        using var services = Services().Configure<RedisStoreOptions>(options =>
        {
            options.Configuration = configuration;
            options.KeyPrefix = prefix;
            options.MaxWait = TimeSpan.FromSeconds(seconds);
        }).BuildServiceProvider();

        var failure = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IOptions<RedisStoreOptions>>().Value);

        Assert.DoesNotContain("hunter2", failure.Message, StringComparison.Ordinal);
    }

    private static IServiceCollection Services(params (string Key, string Value)[] settings) => new ServiceCollection()
        .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(s => s.Key, s => (string?)s.Value)).Build())
        .AddLogging()
        .AddModBotRedis();
}
