using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace ModBot.Redis;

/// <summary>Where the Redis is that holds live in.</summary>
public sealed class RedisStoreOptions
{
    public const string Section = "Redis";

    /// <summary>
    /// A StackExchange.Redis configuration: <c>host:port</c>, several endpoints and options parted by commas. May hold a password, so give it as
    /// <c>MODBOT_REDIS__CONFIGURATION</c>; it is never logged. Default <c>127.0.0.1:6379</c>.
    /// </summary>
    [Required]
    public string Configuration { get; set; } = "127.0.0.1:6379";

    /// <summary>What every key starts with, so that several bots can share a server. No braces: they are Redis Cluster's. Default <c>modbot:</c>.</summary>
    [Required]
    [RegularExpression("^[^{}]*$", ErrorMessage = "{0} must not hold braces: Redis Cluster reads them.")]
    public string KeyPrefix { get; set; } = "modbot:";

    /// <summary>How long to wait for a connection, and for each answer, before the call fails. From 0.1 s to a minute; default 2 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan MaxWait { get; set; } = TimeSpan.FromSeconds(2);
}

[OptionsValidator]
internal sealed partial class RedisStoreOptionsValidator : IValidateOptions<RedisStoreOptions>;

/// <summary>Whether the driver understands <see cref="RedisStoreOptions.Configuration"/>. The value stays out of the message: it may hold a password.</summary>
internal sealed class RedisConfigurationValidator : IValidateOptions<RedisStoreOptions>
{
    public ValidateOptionsResult Validate(string? name, RedisStoreOptions options)
    {
        try
        {
            return ConfigurationOptions.Parse(options.Configuration).EndPoints.Count > 0
                ? ValidateOptionsResult.Success
                : ValidateOptionsResult.Fail("Redis:Configuration names no server. Write host:port, for example 127.0.0.1:6379.");
        }
        catch (Exception failure) when (failure is ArgumentException or FormatException or OverflowException)
        {
            return ValidateOptionsResult.Fail("Redis:Configuration cannot be read. Write host:port[,password=...][,ssl=true], for example 127.0.0.1:6379.");
        }
    }
}
