using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace ModBot.Sandbox.OAuth;

/// <summary>Proof that whoever redeems a code is who asked for it (RFC 7636, S256 only). Twitch ignores it; the sandbox checks what it is given.</summary>
internal static class Pkce
{
    public static bool Fits(string challenge, string verifier)
        => challenge.Length == 0 || WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))) == challenge;
}
