using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using ModBot.Host.Api.Access;
using ModBot.Host.Api.Keys;
using ModBot.Host.Configuration;
using ModBot.Host.Reports;
using ModBot.Policy;

namespace ModBot.Host.Api.Channels;

/// <summary><c>GET /v1/channels/{channel}/audit</c>: the record of what was decided and which settings were changed, as <c>modbot audit export</c> writes it.</summary>
internal static class AuditEndpoint
{

    public static void MapAudit(this RouteGroupBuilder channel) => channel.MapGet("/audit", Read)
        .WithTags("Channels")
        .WithName("ExportAudit")
        .WithSummary("Who did what when: the histories of holds and the changed settings of the channel.")
        .WithDescription("A line for each act, as JSON or CSV. What an admin set for all channels is not among it. Held texts and their senders are left out unless texts=true, which also needs the scope holds:read.")
        .Needs(ApiScope.Export, Permissions.Export)
        .Produces<string>(StatusCodes.Status200OK, "application/x-ndjson", "text/csv")
        .ProducesProblem(StatusCodes.Status400BadRequest);

    private static Results<PushStreamHttpResult, ApiError> Read(
        ApiCaller caller, AuditReader audit, ChannelDirectory directory, TimeProvider time,
        [Description("How far back: 12h, 30d, 8w, or a time; 30 days where nothing is said.")] string? since,
        [Description("jsonl (the default) or csv.")] string? format,
        [Description("true for held texts and their senders too: personal data.")] string? texts,
        CancellationToken cancellationToken)
    {
        if (!ApiQuery.TryReadSince(since, time.GetUtcNow(), out var from)) return ApiQuery.WrongSince;
        if (format is not (null or "jsonl" or "csv")) return ApiError.Invalid("format is jsonl or csv.");
        if (texts is not (null or "true" or "false")) return ApiError.Invalid("texts is true or false.");
        var withTexts = texts == "true";
        if (withTexts && !caller.Has(ApiScope.ReadHolds)) return ApiError.Forbidden($"texts=true needs a key for {ApiScope.ReadHolds} too.");
        var channel = new ChosenChannel(caller.Channel, caller.NameIn(directory));
        var isCsv = format == "csv";
        return TypedResults.Stream(stream => WriteAsync(stream, audit, channel, from, isCsv, withTexts, cancellationToken), isCsv ? "text/csv; charset=utf-8" : "application/x-ndjson");
    }

    private static async Task WriteAsync(Stream stream, AuditReader audit, ChosenChannel channel, DateTimeOffset from, bool isCsv, bool withTexts, CancellationToken cancellationToken)
    {
        await using var writer = new StreamWriter(stream);
        // What an admin set for everybody is theirs to show.
        var rows = audit.ReadAsync([channel], from, withTexts, cancellationToken).Where(row => row.Channel != AuditRow.AllChannels);
        await AuditFile.WriteAsync(writer, rows, isCsv, withTexts);
    }
}
