using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using ModBot.Host.Api.Keys;

namespace ModBot.Host.Api;

/// <summary>The HTTP API.</summary>
public sealed class ApiOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Api";

    /// <summary>What may be asked without a key: Classify (<c>/v1/classify</c> and <c>comments:analyze</c>) or Nothing. What belongs to a channel always needs one. Default Classify, which is right while the service listens on loopback only.</summary>
    public AnonymousAccess Anonymous { get; set; } = AnonymousAccess.Classify;

    /// <summary>How many requests a key may make within a minute, 1 to 1,000,000. Default 6,000.</summary>
    [Range(1, 1_000_000)]
    public int RequestsPerMinute { get; set; } = 6000;

    /// <summary>Whether a scope is open to callers without a key.</summary>
    internal bool IsOpen(string? scope) => scope == ApiScope.Classify && Anonymous == AnonymousAccess.Classify;
}

/// <summary>What callers without a key may do.</summary>
public enum AnonymousAccess
{
    Nothing,
    Classify,
}

[OptionsValidator]
internal sealed partial class ApiOptionsValidator : IValidateOptions<ApiOptions>;
