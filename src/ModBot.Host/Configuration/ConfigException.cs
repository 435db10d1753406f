namespace ModBot.Host.Configuration;

/// <summary>Something is wrong with what people wrote; the message says where, what and what to do.</summary>
internal sealed class ConfigException(string message, Exception? innerException = null) : Exception(message, innerException);
