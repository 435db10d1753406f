using System.CommandLine;
using ModBot.Host.Cli;

var root = new RootCommand("""
    ModBot moderates Twitch chat: it scores every message, holds what is flagged, and lets moderators decide.

    Start with `modbot demo`: a local Twitch, a bot and scripted moderators, nothing to set up.
    """)
{
    DemoCommand.Create(),
    RunCommand.Create(),
    AuthCommand.Create(),
    ChannelsCommand.Create(),
    KeysCommand.Create(),
    QueueCommand.Create(),
    WhyCommand.Create(),
    StatsCommand.Create(),
    SimulateCommand.Create(),
    TuneCommand.Create(),
    LapsedCommand.Create(),
    TermsCommand.Create(),
    AuditCommand.Create(),
    ForgetCommand.Create(),
    ReplayCommand.Create(),
    ClassifyCommand.Create(),
    DoctorCommand.Create(),
    ConfigCommand.Create(),
    SandboxCommand.Create(),
    CommonOptions.Config,
};
// Longer than unfinished messages may take at shutdown.
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(30) });
