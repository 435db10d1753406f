using System.Text.Json.Nodes;
using ModBot.Policy;

namespace ModBot.Host.Configuration;

/// <summary>A setting of a channel that people change one at a time while ModBot runs.</summary>
/// <param name="Path">Where it stands in config files, as the record of changes names it.</param>
/// <param name="Needs">What a role must have to change it.</param>
/// <param name="Read">What is in force, in the words in which it is written and recorded; empty for nothing.</param>
/// <param name="Write">From those words to the value in a file; the second is what is wrong with them, as a sentence.</param>
/// <param name="Choices">The words that are possible, where they can be listed.</param>
/// <param name="Unset">What decides where nobody has set it, in a few words.</param>
internal sealed record KnownSetting(
    string Path, Permissions Needs, Func<ChannelPolicy, string> Read, Func<string, (JsonNode? Value, string? Problem)> Write, IReadOnlyList<string>? Choices = null, string Unset = "default");
