using Microsoft.Extensions.Options;
using ModBot.Classification;
using ModBot.Feedback;
using ModBot.Host.Api;
using ModBot.Host.Api.Channels;
using ModBot.Host.Api.Perspective;
using ModBot.Host.Classify;
using ModBot.Host.Commands;
using ModBot.Host.Configuration;
using ModBot.Host.Health;
using ModBot.Host.Reports;
using ModBot.Host.Web;
using ModBot.Host.Web.Security;
using ModBot.Host.Workers;
using ModBot.Onnx;
using ModBot.Policy;
using ModBot.Redis;
using ModBot.Shield;
using ModBot.Sqlite;
using ModBot.Twitch;

namespace ModBot.Host.Composition;

/// <summary>Puts the parts together: config, decisions, model, store, Twitch, commands, HTTP.</summary>
internal static class BotBuilder
{
    /// <summary>The service as <c>run</c> and <c>demo</c> start it.</summary>
    public static WebApplication BuildService(BotSettings settings, Action<IServiceCollection>? replace = null)
    {
        var builder = Create(settings);
        replace?.Invoke(builder.Services);
        AddDecisions(builder, settings);
        EncryptionKeys.Add(builder.Services);
        builder.Services.AddModBotTwitch();
        InDataFolder<TwitchOptions>(builder.Services, (twitch, data) =>
        {
            twitch.TokenFile = twitch.TokenFile is { Length: > 0 } tokens ? Path.Combine(data, tokens) : null;
            twitch.RosterFile = twitch.RosterFile is { Length: > 0 } roster ? Path.Combine(data, roster) : null;
        });
        builder.Services.AddSingleton<ChannelChoice>();
        builder.Services.AddSingleton<AuditReader>();
        builder.Services.AddSingleton<Forgetting>();
        builder.Services.AddSingleton<TuningDesk>();
        AddWorkers(builder.Services);
        AddHttp(builder);
        builder.Services.AddDesk();
        var app = builder.Build();
        // First, so that all that follows sees who asks and how.
        app.UseForwardedHeaders();
        app.UseMiddleware<SecurityHeaders>();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseDesk();
        app.MapOpenApi();
        app.MapHealth();
        app.MapClassify();
        app.MapPerspective();
        app.MapChannels();
        app.MapConnect();
        app.MapDeskPages();
        return app;
    }

    /// <summary>Reads everything that can be wrong before anything is started, so that a mistake is a sentence and not a stack trace.</summary>
    public static void Verify(WebApplication app)
    {
        app.Services.GetRequiredService<IStartupValidator>().Validate();
        app.Services.GetRequiredService<PolicyBook>();
    }

    /// <summary>The parts without chat and HTTP, for commands that only decide: <c>classify</c> and <c>replay</c>.</summary>
    public static WebApplication BuildParts(BotSettings settings, Action<IServiceCollection>? add = null)
    {
        var builder = Create(settings);
        add?.Invoke(builder.Services);
        AddDecisions(builder, settings);
        return builder.Build();
    }

    private static WebApplicationBuilder Create(BotSettings settings)
    {
        var folder = ConfigFolder.Find(settings.Config);
        if (File.Exists(folder.MainFile)) MainFile.Check(folder.MainFile);
        RefuseModerationVariables(folder);
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory, ApplicationName = "modbot" });
        builder.Configuration.Sources.Clear();
        builder.Configuration
            .AddJsonFile(Path.GetFullPath(folder.MainFile), optional: true, reloadOnChange: false)
            .AddEnvironmentVariables("MODBOT_")
            .AddInMemoryCollection(settings.Overrides);
        if (settings.Store is { } store) builder.Configuration.AddInMemoryCollection([new("Store", store.ToString())]);
        builder.Logging.ClearProviders();
        builder.Logging.AddSimpleConsole(console => (console.SingleLine, console.TimestampFormat) = (true, "HH:mm:ss "));
        builder.Logging.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Logging.SetMinimumLevel(settings.Quiet ? LogLevel.Warning : LogLevel.Information);
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        // Why the host does not start is what the command says in the end, and why it stops in between is critical, too.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        // It warns that keys lie unencrypted on disk, which a folder of their owner's own is the answer to.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        builder.Services.AddSingleton(folder);
        return builder;
    }

    /// <summary>A variable that would silently do nothing is worse than none.</summary>
    private static void RefuseModerationVariables(ConfigFolder folder)
    {
        foreach (string variable in Environment.GetEnvironmentVariables().Keys)
        {
            if (!variable.StartsWith("MODBOT_MODERATION__", StringComparison.OrdinalIgnoreCase)) continue;
            throw new ConfigException($"{variable} has no effect: what belongs to channels is read from files only, so that it can change while ModBot runs. Write it into {folder.MainFile}.");
        }
    }

    private static void AddDecisions(WebApplicationBuilder builder, BotSettings settings)
    {
        var services = builder.Services;
        services.AddOptions<ModBotOptions>().BindConfiguration(ModBotOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ModBotOptions>, ModBotOptionsValidator>();
        services.AddSingleton<IValidateOptions<ModBotOptions>, HttpAddressValidator>();
        services.AddModBotOnnx(provider => ModelFolder.Find(provider.GetRequiredService<IOptions<ModBotOptions>>().Value.Model));
        services.AddModBotCore();
        services.AddSingleton<TextClassifier>();
        services.AddSingleton<ChannelDirectory>();
        services.AddSingleton<ChannelSettings>();
        services.AddSingleton<ChannelTerms>();
        services.AddSingleton(provider => new PolicyLoader(
            provider.GetRequiredService<ConfigFolder>(),
            provider.GetRequiredService<ChannelSettings>(),
            provider.GetRequiredService<ChannelDirectory>(),
            provider.GetRequiredService<LevelThresholds>(),
            settings.Policy));
        services.AddSingleton(provider => new PolicyBook(provider.GetRequiredService<PolicyLoader>().Load()));
        AddStore(services, OptionsOf(builder).Store);
        services.AnnounceHolds();
    }

    /// <summary>Files that ModBot writes lie in its data folder unless their path says otherwise.</summary>
    private static void InDataFolder<T>(IServiceCollection services, Action<T, string> place) where T : class =>
        services.AddOptions<T>().PostConfigure<IOptions<ModBotOptions>>((options, host) => place(options, host.Value.Data));

    /// <summary>What must be known before the container is built.</summary>
    private static ModBotOptions OptionsOf(WebApplicationBuilder builder) => builder.Configuration.Get<ModBotOptions>() ?? new ModBotOptions();

    private static void AddStore(IServiceCollection services, StoreKind store)
    {
        if (store == StoreKind.Redis)
        {
            services.AddModBotRedis();
            return;
        }
        services.AddModBotSqlite();
        InDataFolder<SqliteStoreOptions>(services, (sqlite, data) => sqlite.Path = Path.Combine(data, sqlite.Path));
    }

    /// <summary>Downstream first: the host stops workers in reverse order, so what comes in stops before what goes out.</summary>
    private static void AddWorkers(IServiceCollection services)
    {
        services.AddHostedService<OutboxWorker>();
        services.AddHostedService<ExpiryWorker>();
        services.AddSingleton<IShieldStore, ShieldFiles>();
        services.AddHostedService<ShieldWorker>();
        services.AddHostedService<UnbanRequestWorker>();
        services.AddSingleton<ChatTally>();
        services.AddHostedService<ChatCountWorker>();
        services.AddSingleton<ICommandGroup, QueueCommands>();
        services.AddSingleton<ICommandGroup, ClaimCommands>();
        services.AddSingleton<TermApproval>();
        services.AddSingleton<ICommandGroup, DecisionCommands>();
        services.AddSingleton<ICommandGroup, LinkCommands>();
        services.AddSingleton<ICommandGroup, SettingCommands>();
        services.AddSingleton<ICommandGroup, TermCommands>();
        services.AddSingleton<ICommandGroup, ShieldCommands>();
        services.AddSingleton<ICommandGroup, ReportCommands>();
        services.AddSingleton<ICommandGroup, RecordCommands>();
        services.AddSingleton<IChatterLookup, TwitchChatterLookup>();
        services.AddSingleton<SettingOrigins>();
        services.AddSingleton<SettingDesk>();
        services.AddSingleton<LastChanges>();
        services.AddSingleton<ReviewReader>();
        services.AddSingleton<LevelEvidenceMemory>();
        services.AddSingleton<LevelDesk>();
        services.AddSingleton<CommandTable>();
        services.AddSingleton<AppealCommand>();
        services.AddSingleton<ChatCommandHandler>();
        services.AddHostedService<CommandWorker>();
        services.AddSingleton<PolicyReloadWorker>();
        services.AddHostedService(provider => provider.GetRequiredService<PolicyReloadWorker>());
        services.AddSingleton<SettingWatch>();
        services.AddHostedService<SettingAuditWorker>();
        services.AddSingleton<ChannelList>();
        services.AddHostedService<RosterWorker>();
        services.AddHostedService<AccountWorker>();
        services.AddSingleton<IntakeMetrics>();
        services.AddSingleton<ChatIntake>();
        services.AddHostedService<ChatWorker>();
    }

    private static void AddHttp(WebApplicationBuilder builder)
    {
        builder.WebHost.UseUrls(OptionsOf(builder).Http);
        builder.Services.AddProblemDetails(problems => problems.CustomizeProblemDetails = context => context.ProblemDetails.Instance ??= context.HttpContext.Request.Path);
        builder.Services.AddExceptionHandler<BadRequestHandler>();
        builder.Services.AddExceptionHandler<StoreAwayHandler>();
        builder.Services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        builder.Services.AddOpenApi("v1", ApiDocument.Describe);
        ApiParts.Add(builder.Services);
        builder.Services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.PropertyNamingPolicy = TextVerdict.Json.PropertyNamingPolicy;
            json.SerializerOptions.RespectRequiredConstructorParameters = false;
        });
        builder.Services.AddModBotHealth();
    }
}
