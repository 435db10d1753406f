using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace ModBot.Host.Configuration;

/// <summary>What belongs to the process and to no channel.</summary>
public sealed class ModBotOptions
{
    /// <summary>The section's name; its settings stand at the top level of <c>modbot.json</c>.</summary>
    public const string Section = "";

    /// <summary>Where holds live: Sqlite (a file, nothing to install) or Redis. Default Sqlite.</summary>
    public StoreKind Store { get; set; } = StoreKind.Sqlite;

    /// <summary>The folder for what ModBot writes: the SQLite file and what moderators set from chat. Relative to where ModBot was started. Default <c>data</c>.</summary>
    [Required]
    public string Data { get; set; } = "data";

    /// <summary>The folder of the classifier's package (<c>model.onnx</c>, <c>labels.json</c>). Default <c>models/toxicity</c>, beside the program when it is not found where ModBot was started.</summary>
    [Required]
    public string Model { get; set; } = "models/toxicity";

    /// <summary>Where the HTTP service listens. Loopback only by default: put a reverse proxy in front of it before opening it. Default <c>http://127.0.0.1:8320</c>.</summary>
    [Required]
    public string Http { get; set; } = "http://127.0.0.1:8320";
}

/// <summary>The stores there are.</summary>
public enum StoreKind
{
    Sqlite,
    Redis,
}

[OptionsValidator]
internal sealed partial class ModBotOptionsValidator : IValidateOptions<ModBotOptions>;

/// <summary>An address that Kestrel would only trip over at start is told with its option.</summary>
internal sealed class HttpAddressValidator : IValidateOptions<ModBotOptions>
{
    public ValidateOptionsResult Validate(string? name, ModBotOptions options) =>
        Uri.TryCreate(options.Http, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttp
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"Http is '{options.Http}'; it must be an address such as http://127.0.0.1:8320.");
}
