using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Sandbox.Postgres.Wire.Preparation;

namespace Sandbox.Postgres.Connections;

/// <summary>What a server keeps of a password (<c>pg_authid.rolpassword</c>), so that the password itself need not be sent to it.</summary>
public static class PasswordVerifier
{
    private const int SaltLength = 16;
    private const int DefaultIterations = 4096;

    /// <summary>The verifier for SCRAM-SHA-256 (RFC 5802, RFC 7677), with a salt of its own.</summary>
    /// <param name="password">The password as typed.</param>
    /// <param name="iterations">The setting <c>scram_iterations</c> as the server reports it; null for that of servers which do not (up to 15).</param>
    public static string Scram(string password, string? iterations = null)
    {
        ArgumentNullException.ThrowIfNull(password);
        var count = int.TryParse(iterations, NumberStyles.None, CultureInfo.InvariantCulture, out var set) ? set : DefaultIterations;
        var salt = RandomNumberGenerator.GetBytes(SaltLength);
        var (_, stored, server) = Keys(SaslPrep.Prepare(password), salt, count);
        return string.Create(CultureInfo.InvariantCulture, $"SCRAM-SHA-256${count}:{Convert.ToBase64String(salt)}${Convert.ToBase64String(stored)}:{Convert.ToBase64String(server)}");
    }

    /// <summary>The verifier for the older method md5, which has the role's name for salt.</summary>
    /// <param name="password">The password as typed.</param>
    /// <param name="role">The role's name.</param>
    public static string Md5(string password, string role) => "md5" + Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(password + role)));

    /// <summary>The keys of SCRAM: of the client's the one that proves and the one that is kept, and the server's.</summary>
    internal static (byte[] Client, byte[] Stored, byte[] Server) Keys(string prepared, byte[] salt, int iterations)
    {
        var salted = Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(prepared), salt, iterations, HashAlgorithmName.SHA256, SHA256.HashSizeInBytes);
        var client = HMACSHA256.HashData(salted, "Client Key"u8);
        return (client, SHA256.HashData(client), HMACSHA256.HashData(salted, "Server Key"u8));
    }
}
