using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;
using IPNetwork = System.Net.IPNetwork;

namespace ModBot.Host.Web.Security;

/// <summary>Believes the proxies of <see cref="WebOptions.Proxies"/>, and nobody else, about who asks and whether by HTTPS.</summary>
internal static class TrustedProxies
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<WebOptions>, TrustedProxiesValidator>();
        services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<WebOptions>>((forwarded, web) =>
        {
            // These options come with loopback in them, and with nothing in them would mean everybody.
            forwarded.KnownProxies.Clear();
            forwarded.KnownIPNetworks.Clear();
            foreach (var text in web.Value.Proxies)
            {
                if (TryParse(text, out var network)) forwarded.KnownIPNetworks.Add(network);
            }
            forwarded.ForwardedHeaders = forwarded.KnownIPNetworks.Count == 0 ? ForwardedHeaders.None : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            // Where one proxy stands behind another, the list is read from its end for as long as those who wrote it are named.
            forwarded.ForwardLimit = null;
        });
    }

    /// <summary>Reads an address or a network; one of everybody is none.</summary>
    public static bool TryParse(string? text, out IPNetwork network)
    {
        network = default;
        if (text is null || text.AsSpan().ContainsAny("[]%")) return false;
        var isV6 = text.Contains(':');
        if (!IPNetwork.TryParse(text.Contains('/') ? text : $"{text}/{(isV6 ? 128 : 32)}", out network) || network.PrefixLength == 0) return false;
        // What is short, octal or hexadecimal would be read, too, as another address than was meant.
        return isV6 || network.BaseAddress.ToString() == text.Split('/')[0];
    }
}

/// <summary>A proxy that is misspelt would be trusted by nobody, and nobody would notice.</summary>
internal sealed class TrustedProxiesValidator : IValidateOptions<WebOptions>
{
    public ValidateOptionsResult Validate(string? name, WebOptions options)
    {
        var wrong = options.Proxies.Where(proxy => !TrustedProxies.TryParse(proxy, out _)).ToArray();
        return wrong.Length == 0
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(wrong.Select(proxy => $"Web:Proxies: '{proxy}' is neither an IP address such as 192.0.2.10 nor a network such as 172.18.0.0/16 (its first address and the length of its prefix, which is not 0)."));
    }
}
