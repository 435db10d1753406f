using System.CommandLine;
using ModBot.Host.Composition;
using ModBot.Host.Configuration;
using ModBot.Host.Reports;

namespace ModBot.Host.Cli;

/// <summary><c>modbot terms</c>: a channel's blocked and permitted terms.</summary>
internal static class TermsCommand
{
    public static Command Create() => new("terms", """
        A channel's blocked terms, and with --permitted those that are fine although a blocked one stands in them.

        What is set here and from chat adds to the lists of the config files, which stay their admin's. A running bot
        takes changes up within a second, and each is recorded (`modbot audit export`).
        """)
    { List(), Add(), Remove(), Import(), Export() };

    private static Command List()
    {
        var (channel, permitted, store) = Options();
        var list = new Command("list", "Shows each term and where it is set.") { channel, permitted, store };
        list.SetAction((parsed, cancellationToken) => OnListAsync(parsed, channel, permitted, store, (list, _) =>
        {
            foreach (var term in list.Known.All) Console.WriteLine($"{term}\t{(list.Known.IsInFile(term) ? list.Known.File : "set here or from chat")}");
            Console.Error.WriteLine($"{list.Name}: {Counted.Of(list.Known.All.Count(), $"{list.Verb} term")}.");
            return Task.FromResult(0);
        }, cancellationToken));
        return list;
    }

    private static Command Add()
    {
        var (channel, permitted, store) = Options();
        var terms = Terms();
        var add = new Command("add", "Puts terms on the list, and takes them off the other one.") { terms, channel, permitted, store };
        add.SetAction((parsed, cancellationToken) => OnListAsync(parsed, channel, permitted, store, (list, cancellation) =>
            list.AddAsync([.. parsed.GetValue(terms)!.Select((term, index) => new TermLine($"term {index + 1}", term))], skipsBad: false, cancellation), cancellationToken));
        return add;
    }

    private static Command Remove()
    {
        var (channel, permitted, store) = Options();
        var terms = Terms();
        var remove = new Command("remove", "Takes terms off the list. Those of the config files are taken out there.") { terms, channel, permitted, store };
        remove.SetAction((parsed, cancellationToken) => OnListAsync(parsed, channel, permitted, store, (list, cancellation) => list.RemoveAsync(parsed.GetValue(terms)!, cancellation), cancellationToken));
        return remove;
    }

    private static Command Import()
    {
        var (channel, permitted, store) = Options();
        var file = new Argument<string>("file") { Description = "The file, or - for standard input." };
        var format = Format();
        var skipsBad = new Option<bool>("--skip-bad") { Description = "Import the rest where some lines are wrong." };
        var import = new Command("import", """
            Adds every term of a file. Without --skip-bad, one line that is wrong keeps all of them out.

            lines  a term a line; # begins a comment, \# a term with that sign; Nightbot's ~/.../ is read as an expression
            csv    one column, with the heading "term" or without
            json   an array of texts
            """)
        { file, channel, permitted, format, skipsBad, store };
        import.SetAction((parsed, cancellationToken) => OnListAsync(parsed, channel, permitted, store, async (list, cancellation) =>
        {
            var path = parsed.GetValue(file)!;
            var text = path == "-" ? await Console.In.ReadToEndAsync(cancellation) : await File.ReadAllTextAsync(path, cancellation);
            return await list.AddAsync([.. TermFile.Read(text, parsed.GetValue(format) ?? TermFile.FormatOf(path))], parsed.GetValue(skipsBad), cancellation);
        }, cancellationToken));
        return import;
    }

    private static Command Export()
    {
        var (channel, permitted, store) = Options();
        var format = Format();
        var export = new Command("export", """
            Writes the list in force, the config files' terms included, to standard output, so that `terms import` reads it
            back. Terms that a spreadsheet would take for a formula get a leading apostrophe in CSV.
            """)
        { channel, permitted, format, store };
        export.SetAction((parsed, cancellationToken) => OnListAsync(parsed, channel, permitted, store, async (list, cancellation) =>
        {
            await using var output = new StreamWriter(Console.OpenStandardOutput());
            await output.WriteAsync(TermFile.Write(list.Known.All, parsed.GetValue(format) ?? TermFormat.Lines).AsMemory(), cancellation);
            return 0;
        }, cancellationToken));
        return export;
    }

    private static Task<int> OnListAsync(
        ParseResult parsed, Option<string?> channel, Option<bool> permitted, Option<StoreKind?> store, Func<TermListChange, CancellationToken, Task<int>> act, CancellationToken cancellationToken) =>
        Failures.ReportAsync(async () =>
        {
            await using var app = BotBuilder.BuildService(new BotSettings { Config = parsed.GetValue(CommonOptions.Config), Store = parsed.GetValue(store), Quiet = true });
            var chosen = (await app.Services.GetRequiredService<ChannelChoice>().ChooseAsync(parsed.GetValue(channel), cancellationToken)).Single();
            var kind = parsed.GetValue(permitted) ? TermKind.Permitted : TermKind.Blocked;
            return await act(new TermListChange(app.Services.GetRequiredService<ChannelTerms>(), chosen, kind, Console.Out, Console.Error), cancellationToken);
        });

    private static (Option<string?> Channel, Option<bool> Permitted, Option<StoreKind?> Store) Options()
    {
        var channel = CommonOptions.Channel();
        (channel.Required, channel.Description) = (true, "The channel's login or numeric id.");
        return (channel, new Option<bool>("--permitted") { Description = "The permitted terms instead of the blocked ones." }, CommonOptions.Store());
    }

    private static Argument<string[]> Terms() => new("terms")
    {
        Description = "Words or phrases, each one argument: word, word*, \"two words\", '\"Exactly So\"', '/expression/'.",
        Arity = ArgumentArity.OneOrMore,
    };

    private static Option<TermFormat?> Format() => new("--format") { Description = "lines, csv or json. Default: as the file's name says, else lines." };
}
