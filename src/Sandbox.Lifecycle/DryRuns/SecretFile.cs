using System.Text;
using System.Text.Json;

namespace Sandbox.Lifecycle.DryRuns;

/// <summary>A password as <c>.pgpass</c> holds it, for any server: what reads it is told where to connect (PostgreSQL manual, "The Password File").</summary>
internal static class SecretFile
{
    private const string Anywhere = "*:*:*:*:";

    /// <summary>The file's text.</summary>
    /// <param name="password">The password.</param>
    public static string Write(string password) =>
        Anywhere + password.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(":", "\\:", StringComparison.Ordinal) + "\n";

    /// <summary>The password of a file; null where the file is not whole.</summary>
    /// <param name="text">The file's text.</param>
    public static string? Read(string text) => text.StartsWith(Anywhere, StringComparison.Ordinal) && text.EndsWith('\n')
        ? text[Anywhere.Length..^1].Replace("\\:", ":", StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal)
        : null;

    /// <summary>Whether bytes hold a secret: as it is, or as JSON or a URI writes it.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="secret">The secret.</param>
    public static bool IsIn(ReadOnlySpan<byte> bytes, string secret)
    {
        foreach (var form in (string[])[secret, JsonEncodedText.Encode(secret).ToString(), Uri.EscapeDataString(secret)])
        {
            if (bytes.IndexOf(Encoding.UTF8.GetBytes(form)) >= 0)
            {
                return true;
            }
        }

        return false;
    }
}
