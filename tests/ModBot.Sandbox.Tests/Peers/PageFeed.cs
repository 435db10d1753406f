using System.Text.Json.Nodes;

namespace ModBot.Sandbox.Peers;

/// <summary>The event stream that the chat page reads.</summary>
internal sealed class PageFeed(HttpClient http, StreamReader reader) : IAsyncDisposable
{
    /// <summary>Opens the stream and waits until it is live.</summary>
    public static async Task<PageFeed> OpenAsync(Scene scene, string user)
    {
        var http = new HttpClient { BaseAddress = scene.Sandbox.BaseUri };
        var stream = await http.GetStreamAsync($"chat/events?channel=pixelharbor&user={user}", Guard.Token());
        var feed = new PageFeed(http, new StreamReader(stream));
        await feed.ReadAsync("reset");
        return feed;
    }

    /// <summary>Reads on to the next change of a type.</summary>
    public async Task<JsonObject> ReadAsync(string type)
    {
        while (true)
        {
            var line = await reader.ReadLineAsync(Guard.Token()) ?? throw new InvalidOperationException("The stream ended.");
            if (!line.StartsWith("data: ", StringComparison.Ordinal))
                continue;
            var change = JsonNode.Parse(line["data: ".Length..])!.AsObject();
            if ((string)change["type"]! == type)
                return change;
        }
    }

    public ValueTask DisposeAsync()
    {
        reader.Dispose();
        http.Dispose();
        return ValueTask.CompletedTask;
    }
}
