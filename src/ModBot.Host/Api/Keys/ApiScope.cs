using System.Collections.Immutable;

namespace ModBot.Host.Api.Keys;

/// <summary>What a key is for. Its role says how far it may go within that.</summary>
internal static class ApiScope
{
    public const string Classify = "classify";
    public const string ReadHolds = "holds:read";
    public const string ActOnHolds = "holds:act";
    public const string ReadSettings = "settings:read";
    public const string WriteSettings = "settings:write";
    public const string ReadStats = "stats:read";
    public const string ActOnShield = "shield:act";
    public const string Export = "export";

    public static ImmutableArray<string> All { get; } = [Classify, ReadHolds, ActOnHolds, ReadSettings, WriteSettings, ReadStats, ActOnShield, Export];
}
