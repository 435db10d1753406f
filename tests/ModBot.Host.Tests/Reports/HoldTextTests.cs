using System.Text.Json;
using ModBot.Classification;
using ModBot.Context;
using ModBot.Explaining;
using ModBot.Holds;
using ModBot.Host.Reports;
using ModBot.Messages;
using ModBot.Policy;
using ModBot.Rules;
using ModBot.Testing;

namespace ModBot.Host.Tests.Reports;

public sealed class HoldTextTests
{
    private static readonly ChannelPolicy Policy = SomePolicy.Of(new ModerationConfig());

    [Fact]
    public void Of_DecidedHold_SaysEverythingInItsPlace()
    {
        string[] expected =
        [
            "bcd in pixelharbor: deleted, denied by quietlantern 60 s ago",
            "  sent 2026-09-03 18:00:00Z by gravelgoblin (810000007), held 2026-09-03 18:00:00Z, gone from chat after 180 ms",
            "  text      you \u00abutter\u00bb \u00abzzrude\u00bb \\u{202E}fool",
            "  read as   you utter zzrude fool",
            "  why       terms: a blocked term; matched \u00abzzrude\u00bb",
            "            model: bullying 0.90 (holds from 0.70); held from level 1 on",
            "  before    18:00:00 mildheron: good evening",
            "  after     18:00:00 calmotter: oh\\u{001B}dear",
            "  history   2026-09-03 18:00:00Z ModBot: held (a blocked term)",
            "            2026-09-03 18:01:00Z quietlantern: denied (Timeout 00:10:00: enough)",
        ];

        Assert.Equal(expected, HoldText.Of(View(), "pixelharbor", Some.Instant.AddMinutes(2)));
    }

    [Fact]
    public void Of_Appeal_ShowsTheHistoryOfWhatItIsAbout()
    {
        var appeal = Some.Hold(Some.Message("it was a quote"), HoldKind.Appeal) with { Code = new ShortCode("kxz"), Appeal = new Appeal(new HoldId("message-1")) };
        var view = HoldView.Of(appeal, [], null, Policy, Some.Instant) with { About = View() };

        var text = HoldText.Of(view, "pixelharbor", Some.Instant).ToArray();

        Assert.StartsWith("kxz in pixelharbor: asks for another look, open", text[0], StringComparison.Ordinal);
        Assert.Contains("  text      it was a quote", text);
        Assert.Contains("              2026-09-03 18:01:00Z quietlantern: denied (Timeout 00:10:00: enough)", text);
    }

    [Fact]
    public void Of_ErasedHold_SaysSo()
    {
        var (erased, history) = Erasure.Apply(View().Hold, View().History, Some.Chatter().Id, Some.Instant);

        var text = string.Join('\n', HoldText.Of(HoldView.Of(erased, history, erased.Context, Policy, Some.Instant), "pixelharbor", Some.Instant));

        Assert.Contains("(erased)", text, StringComparison.Ordinal);
        foreach (var trace in new[] { "zzrude", "gravelgoblin", "mildheron", "good evening" }) Assert.DoesNotContain(trace, text, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_OfAView_IsOneLineThatProgramsCanRead()
    {
        var json = JsonSerializer.Serialize(View(), HoldText.Json);

        var read = JsonDocument.Parse(json).RootElement;
        Assert.DoesNotContain('\n', json);
        Assert.Equal(("bcd", "deleted", "denied", "you utter zzrude \u202efool"), (read.GetProperty("code").GetString(), read.GetProperty("kind").GetString(), read.GetProperty("state").GetString(), read.GetProperty("text").GetString()));
        Assert.Equal(("utter", "bullying", 1), (read.GetProperty("words")[0].GetProperty("text").GetString(), read.GetProperty("reasons")[1].GetProperty("category").GetString(), read.GetProperty("reasons")[1].GetProperty("level").GetInt32()));
        Assert.Equal(("good evening", "mildheron"), (read.GetProperty("before")[0].GetProperty("text").GetString(), read.GetProperty("before")[0].GetProperty("chatter").GetProperty("login").GetString()));
        Assert.Equal("quietlantern", read.GetProperty("history")[1].GetProperty("by").GetProperty("login").GetString());
    }

    private static HoldView View()
    {
        var hold = Some.Hold(Some.Message("you utter zzrude \u202efool"), HoldKind.Deleted);
        var rule = new Reason { Source = "terms", Verdict = Verdict.Hold, Text = "a blocked term", Span = new TextSpan(10, 6) };
        hold = hold with
        {
            Code = new ShortCode("bcd"),
            State = HoldState.Denied,
            Exposure = TimeSpan.FromMilliseconds(180),
            Decision = hold.Decision with { Reasons = [rule, .. hold.Decision.Reasons], Folded = "you utter zzrude fool", Explanation = new Explanation(Category.Bullying, 0.9f, [new WordWeight(4, 5, 1)]) },
            Resolution = new Resolution(Some.Moderator, Some.Instant.AddMinutes(1), new Ruling(RulingVerb.Deny, new Sanction(SanctionKind.Timeout, TimeSpan.FromMinutes(10)), "enough"), HoldKind.Deleted),
            Context = new HoldContext
            {
                Before = [HeldLine.Of(Some.Message("good evening", Some.Chatter("mildheron", id: "5")))],
                After = [HeldLine.Of(Some.Message("oh\u001bdear", Some.Chatter("calmotter", id: "6")))],
            },
        };
        HistoryEntry[] history =
        [
            new(1, Some.Instant, Actor.ModBot, HistoryAction.Held, "a blocked term"),
            new(2, Some.Instant.AddMinutes(1), Some.Moderator, HistoryAction.Denied, "Timeout 00:10:00: enough", RulingVerb.Deny),
        ];
        return HoldView.Of(hold, history, hold.Context, Policy, Some.Instant);
    }
}
