using System.Text.Json.Nodes;
using ModBot.Sandbox.Chat;

namespace ModBot.Sandbox.EventSub;

/// <summary>The building blocks of event objects: three fields per person, everything else one by one.</summary>
internal static class EventJson
{
    extension(JsonObject json)
    {
        public JsonObject With(string prefix, SandboxUser? user)
        {
            json[prefix + "_id"] = user?.Id;
            json[prefix + "_login"] = user?.Login;
            json[prefix + "_name"] = user?.DisplayName;
            return json;
        }

        public JsonObject And(string name, JsonNode? value)
        {
            json[name] = value;
            return json;
        }
    }

    public static int CountCodePoints(this ReadOnlySpan<char> text)
    {
        var count = 0;
        foreach (var _ in text.EnumerateRunes())
            count++;
        return count;
    }
}
