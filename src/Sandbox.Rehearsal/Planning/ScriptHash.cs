using System.Security.Cryptography;
using Sandbox.Syntax.Text;

namespace Sandbox.Rehearsal.Planning;

/// <summary>SHA-256 of a script's lines, its own <c>sha256</c> directive left out.</summary>
internal static class ScriptHash
{
    /// <summary>Hashes a script, a block at a time.</summary>
    /// <param name="path">The script's path.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>Small hexadecimal digits.</returns>
    public static async Task<string> ComputeAsync(string path, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var stream = ScriptFiles.Open(path, new TextPosition(1, 1), path);
        var block = new byte[1 << 18];
        var begun = 0;
        int read;
        while ((read = await stream.ReadAsync(block.AsMemory(begun), cancellationToken)) > 0)
        {
            var length = begun + read;
            var lines = block.AsSpan(0, block.AsSpan(0, length).LastIndexOf((byte)'\n') + 1);
            AppendLines(hash, lines);
            begun = length - lines.Length;
            block.AsSpan(lines.Length, begun).CopyTo(block);
            if (begun == block.Length)
            {
                Array.Resize(ref block, block.Length * 2);
            }
        }

        AppendLines(hash, block.AsSpan(0, begun));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void AppendLines(IncrementalHash hash, ReadOnlySpan<byte> lines)
    {
        while (lines.IndexOf("sandbox: sha256 "u8) is >= 0 and var found)
        {
            var start = lines[..found].LastIndexOf((byte)'\n') + 1;
            var length = lines[found..].IndexOf((byte)'\n') + 1;
            var end = length == 0 ? lines.Length : found + length;
            hash.AppendData(lines[..(IsOwnHash(lines[start..]) ? start : end)]);
            lines = lines[end..];
        }

        hash.AppendData(lines);
    }

    private static bool IsOwnHash(ReadOnlySpan<byte> line)
    {
        while (line is [(byte)'-' or (byte)' ' or (byte)'\t', ..] || line.StartsWith("\uFEFF"u8))
        {
            line = line[(line.StartsWith("\uFEFF"u8) ? 3 : 1)..];
        }

        return line.StartsWith("sandbox: sha256 "u8);
    }
}
