using System.Security.Cryptography;

namespace Sandbox.Lifecycle;

/// <summary>What a file's bytes are known by.</summary>
internal static class FileHash
{
    /// <summary>SHA-256 of a file, in lower-case hexadecimal.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task<string> Sha256Async(string path, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken));
    }
}
