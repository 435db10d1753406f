using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.Options;
using ModBot.Host.Configuration;

namespace ModBot.Host.Composition;

/// <summary>
/// The keys that encrypt what ModBot stores (logins): in the data folder, in a folder that only its owner may open; on Windows encrypted for the user besides. Whoever copies the data folder
/// copies the keys with it.
/// </summary>
internal static class EncryptionKeys
{
    public static void Add(IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("ModBot");
        services.AddOptions<KeyManagementOptions>().Configure<IOptions<ModBotOptions>, ILoggerFactory>((keys, host, logs) =>
        {
            keys.XmlRepository = new FileSystemXmlRepository(CreateFolder(Path.Combine(host.Value.Data, "keys")), logs);
            if (OperatingSystem.IsWindows()) keys.XmlEncryptor = new DpapiXmlEncryptor(protectToLocalMachine: false, logs);
        });
    }

    private static DirectoryInfo CreateFolder(string path) => OperatingSystem.IsWindows()
        ? Directory.CreateDirectory(path)
        : Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
}
