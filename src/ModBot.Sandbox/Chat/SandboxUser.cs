namespace ModBot.Sandbox.Chat;

/// <summary>An account of the sandbox; ids are fixed, so that a test or a config file can name them.</summary>
public sealed record SandboxUser(string Id, string Login, string DisplayName, string Color);
