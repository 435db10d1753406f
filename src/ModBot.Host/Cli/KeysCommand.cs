using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using ModBot.Host.Api.Keys;
using ModBot.Host.Commands;
using ModBot.Host.Composition;
using ModBot.Host.Reports;

namespace ModBot.Host.Cli;

/// <summary><c>modbot keys</c>: which programs may do what over HTTP.</summary>
internal static class KeysCommand
{
    private const int MaxName = 32;

    public static Command Create() => new("keys", "Makes, lists and revokes API keys. A running bot follows at once.") { CreateKey(), List(), Revoke() };

    private static Command CreateKey()
    {
        var name = Name();
        name.Validators.Add(result =>
        {
            if (!IsName(result.GetValueOrDefault<string>() ?? "")) result.AddError($"A key's name is 1 to {MaxName} small letters, digits, - and _: its acts are recorded as api:NAME.");
        });
        var channels = new Option<string[]>("--channel") { Description = "A channel, by login or numeric id; may be given again." };
        var scopes = new Option<string[]>("--scope") { Description = $"What it is for: {string.Join(", ", ApiScope.All)}; may be given again.", Required = true, AllowMultipleArgumentsPerToken = true };
        scopes.AcceptOnlyFromAmong([.. ApiScope.All]);
        var role = new Option<string?>("--role") { Description = "The role in which it acts in the channels: moderator, trial, observer, lead, or one of config." };
        var expires = new Option<string?>("--expires") { Description = "After how long it ends: 12h, 90d. Default: never." };
        var create = new Command("create", """
            Makes an API key and shows its secret, once: only a hash of it is kept. A key counts in its channels only, in its
            role there, and for its scopes.
            """)
        { name, channels, scopes, role, expires };
        create.Validators.Add(result =>
        {
            var isForChannels = result.GetValue(scopes)?.Any(scope => scope != ApiScope.Classify) == true;
            if (isForChannels && result.GetValue(channels) is not { Length: > 0 }) result.AddError("These scopes are about channels: name one with --channel.");
            if (isForChannels && result.GetValue(role) is null) result.AddError("These scopes are about channels: say with --role in which role it acts there.");
            if (result.GetValue(role) is "broadcaster") result.AddError("There is one broadcaster, and Twitch says who; the role lead may the same.");
            if (result.GetValue(expires) is { } span && (!DurationText.TryParse(span, out var after) || after <= TimeSpan.Zero || after > TimeSpan.FromDays(3650))) result.AddError("--expires is a number with s, m, h, d or w, at most ten years: 90d.");
        });
        create.SetAction((parsed, cancellationToken) => Failures.ReportAsync(async () =>
        {
            await using var app = Build(parsed);
            var choice = app.Services.GetRequiredService<ChannelChoice>();
            var bound = ImmutableArray.CreateBuilder<KeyChannel>();
            foreach (var named in (parsed.GetValue(channels) ?? []).Distinct(StringComparer.OrdinalIgnoreCase))
            {
                foreach (var channel in await choice.ChooseAsync(named, cancellationToken)) bound.Add(new KeyChannel(channel.Broadcaster, channel.Login));
            }
            DateTimeOffset? end = DurationText.TryParse(parsed.GetValue(expires) ?? "", out var after) ? app.Services.GetRequiredService<TimeProvider>().GetUtcNow() + after : null;
            var key = new NewKey(parsed.GetValue(name)!, bound.ToImmutable(), [.. parsed.GetValue(scopes)!.Distinct()], parsed.GetValue(role)?.ToLowerInvariant(), end);
            if (await app.Services.GetRequiredService<ApiKeys>().CreateAsync(key, cancellationToken) is not { } secret)
            {
                Console.Error.WriteLine($"There is a key {key.Name} already; revoke it first, or choose another name.");
                return Failures.ExitCode;
            }
            Console.Error.WriteLine("This is the key's secret. It is shown this once; programs send it as  Authorization: Bearer SECRET");
            Console.WriteLine(secret);
            return 0;
        }));
        return create;
    }

    private static Command List()
    {
        var list = new Command("list", "Lists the keys: their channels, role, scopes and end. Secrets are not known.");
        list.SetAction((parsed, cancellationToken) => Failures.ReportAsync(async () =>
        {
            await using var app = Build(parsed);
            var now = app.Services.GetRequiredService<TimeProvider>().GetUtcNow();
            var keys = await app.Services.GetRequiredService<ApiKeys>().ListAsync(cancellationToken);
            if (keys.Count == 0) Console.WriteLine("There are no keys yet. Make one with `modbot keys create`.");
            foreach (var key in keys) Console.WriteLine(Line(key, now));
            return 0;
        }));
        return list;
    }

    private static Command Revoke()
    {
        var name = Name();
        var revoke = new Command("revoke", "Ends a key at once.") { name };
        revoke.SetAction((parsed, cancellationToken) => Failures.ReportAsync(async () =>
        {
            await using var app = Build(parsed);
            if (await app.Services.GetRequiredService<ApiKeys>().RevokeAsync(parsed.GetValue(name)!, cancellationToken))
            {
                Console.WriteLine($"{parsed.GetValue(name)} is revoked.");
                return 0;
            }
            Console.Error.WriteLine($"There is no key {parsed.GetValue(name)}. `modbot keys list` shows the keys.");
            return Failures.ExitCode;
        }));
        return revoke;
    }

    internal static string Line(ApiKey key, DateTimeOffset now)
    {
        var channels = key.Channels.IsEmpty ? "no channel" : string.Join(", ", key.Channels.Select(channel => channel.Login ?? channel.Id.Value));
        var end = key.ExpiresAt is not { } at ? "for good" : string.Create(CultureInfo.InvariantCulture, $"{(at <= now ? "ended" : "until")} {at:yyyy-MM-dd HH:mm}Z");
        return $"{key.Name,-MaxName}  {key.Role ?? "no role",-11}  {channels}  {string.Join(' ', key.Scopes)}  {end}";
    }

    private static Argument<string> Name() => new("name") { Description = "The key's name." };

    private static bool IsName(string name) => name.Length is > 0 and <= MaxName && name.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter is '-' or '_');

    private static WebApplication Build(ParseResult parsed) => BotBuilder.BuildService(new BotSettings { Config = parsed.GetValue(CommonOptions.Config), Quiet = true });
}
