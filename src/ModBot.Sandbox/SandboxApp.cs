using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ModBot.Sandbox.Chat;
using ModBot.Sandbox.EventSub;
using ModBot.Sandbox.Faults;
using ModBot.Sandbox.Helix;
using ModBot.Sandbox.Irc;
using ModBot.Sandbox.OAuth;
using ModBot.Sandbox.Pages;
using ModBot.Sandbox.Wire;

namespace ModBot.Sandbox;

/// <summary>Puts the sandbox's web application together; reads no configuration of the process it runs in.</summary>
internal static class SandboxApp
{
    public static WebApplication Build(SandboxOptions options)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(options.ListenAddress, options.Port);
            if (options.IrcPort is { } ircPort)
                kestrel.Listen(options.ListenAddress, ircPort, listen => listen.UseConnectionHandler<IrcTcp>());
        });
        options.ConfigureLogging?.Invoke(builder.Logging);
        AddServices(builder.Services, options);

        var app = builder.Build();
        if (IPAddress.IsLoopback(options.ListenAddress))
            app.UseHostFiltering();
        app.UseMiddleware<PageHeaders>();
        app.UseMiddleware<CliPaths>();
        app.UseWebSockets();
        app.MapIrc();
        app.UseWhen(context => context.Request.Path.StartsWithSegments("/helix"), helix => helix.UseMiddleware<HelixGate>());
        app.UseRouting();
        app.MapEventSub();
        app.MapHelix();
        app.MapOAuth();
        app.MapActivate();
        app.MapAdmin();
        app.MapPages();
        app.MapChatPage();
        return app;
    }

    private static void AddServices(IServiceCollection services, SandboxOptions options)
    {
        services.AddRouting();
        // A web site elsewhere must not reach the sandbox through a name that points to this machine.
        services.AddHostFiltering(filter => filter.AllowedHosts = ["127.0.0.1", "localhost", "[::1]"]);
        services.Configure<JsonOptions>(json =>
        {
            json.SerializerOptions.PropertyNamingPolicy = SandboxJson.Options.PropertyNamingPolicy;
            json.SerializerOptions.Encoder = SandboxJson.Options.Encoder;
        });
        services.AddSingleton<IHostLifetime, HostedByOthers>();
        services.AddSingleton(options);
        services.AddSingleton(options.TimeProvider);
        services.AddSingleton<EventSubHub>();
        services.AddSingleton<ConduitHub>();
        services.AddSingleton<IrcHub>();
        services.AddSingleton<IrcLogin>();
        services.AddSingleton<IrcCommands>();
        services.AddSingleton(provider =>
        {
            var (eventSub, irc) = (provider.GetRequiredService<EventSubHub>(), provider.GetRequiredService<IrcHub>());
            var state = new ChatState(options, provider.GetRequiredService<SandboxCounters>())
            {
                Deliver = happened =>
                {
                    eventSub.Deliver(happened);
                    irc.Deliver(happened);
                },
            };
            DefaultWorld.Fill(state);
            return state;
        });
        services.AddSingleton<SandboxCounters>();
        services.AddSingleton(provider => new SandboxChat(provider.GetRequiredService<ChatState>()));
        services.AddSingleton(provider => new SandboxModeration(provider.GetRequiredService<ChatState>()));
        services.AddSingleton<TokenStore>();
        services.AddSingleton<GrantStore>();
        services.AddSingleton<HelixFaults>();
        services.AddSingleton<ChatSendLimit>();
        services.AddSingleton(provider => new SandboxFaults(
            provider.GetRequiredService<EventSubHub>(),
            provider.GetRequiredService<IrcHub>(),
            provider.GetRequiredService<HelixFaults>(),
            provider.GetRequiredService<TokenStore>(),
            provider.GetRequiredService<SandboxChat>()));
    }

    /// <summary>Signals belong to the process that runs the sandbox, not to the sandbox.</summary>
    private sealed class HostedByOthers : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
