using System.Text.Json;
using Microsoft.Extensions.Configuration;
using ModBot.Classification.Batching;
using ModBot.Host.Api;
using ModBot.Host.Configuration;
using ModBot.Policy;
using ModBot.Redis;
using ModBot.Sqlite;
using ModBot.Testing;
using ModBot.Twitch;

namespace ModBot.Host.Tests.Configuration;

/// <summary>The files that ship say what the code does.</summary>
public sealed class ShippedConfigTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "config");

    [Fact]
    public void Moderation_InTheShippedFile_IsTheDefaultToTheLetter()
    {
        var file = Path.Combine(Folder, "modbot.json");

        var shipped = ConfigJson.ToConfig(ConfigJson.ReadObject(file)["Moderation"], file);

        Assert.Equal(JsonSerializer.Serialize(new ModerationConfig(), ConfigJson.Options), JsonSerializer.Serialize(shipped, ConfigJson.Options));
    }

    [Theory]
    [InlineData(SqliteStoreOptions.Section, typeof(SqliteStoreOptions))]
    [InlineData(RedisStoreOptions.Section, typeof(RedisStoreOptions))]
    [InlineData(TwitchOptions.Section, typeof(TwitchOptions))]
    [InlineData(BatcherOptions.Section, typeof(BatcherOptions))]
    [InlineData(ApiOptions.Section, typeof(ApiOptions))]
    public void Section_InTheShippedFile_IsTheDefaultToTheLetter(string section, Type type)
    {
        var file = new ConfigurationBuilder().AddJsonFile(Path.Combine(Folder, "modbot.json")).Build().GetSection(section);

        Assert.Equal(JsonSerializer.Serialize(Activator.CreateInstance(type), type), JsonSerializer.Serialize(file.Get(type), type));
        // What has no default, or an empty list, a file cannot show.
        var missing = type.GetProperties().Where(property => property.GetValue(Activator.CreateInstance(type)) is not (null or string[]) && !file.GetSection(property.Name).Exists());
        Assert.Empty(missing);
    }

    [Theory]
    [InlineData("modbot.schema.json", "modbot")]
    [InlineData("channel.schema.json", "channel")]
    public void Schema_InTheRepository_IsWhatTheTypesSay(string file, string which)
    {
        var expected = which == "modbot" ? ConfigSchema.OfMainFile() : ConfigSchema.OfChannel();

        // To mend it: modbot config schema modbot > config/modbot.schema.json, and the same for channel.
        Assert.Equal(expected, File.ReadAllText(Path.Combine(Folder, file)).TrimEnd());
    }
}
