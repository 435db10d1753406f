namespace ModBot.ModelKit;

internal static class DataSection
{
    public static void Write(CardText text, IReadOnlyList<Source> sources)
    {
        text.Section("Training data and licences");
        text.Line("Train splits of the sets below, lines of real Twitch chat as weak negatives, and the train half of the project's own sentences (`models/functional`). \"Upstream\" is the original release's licence, not verified in the mirror that the file came from. The texts of the sets are not part of this repository. The table is `models/training/sources.json`, set here by `modelkit card`.");
        text.Table(["set", "languages", "source", "licence"], sources.Select(source => (string[])[source.Set, source.Languages, source.Origin, source.Licence]));
    }
}
