using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Sandbox.Postgres.Connections;
using Sandbox.Postgres.Wire.Preparation;

namespace Sandbox.Postgres.Wire;

/// <summary>
/// The client's side of one SCRAM-SHA-256 exchange (RFC 5802, RFC 7677; PostgreSQL manual, "SASL Authentication").
/// The server proves that it knows the password too: <see cref="Verify"/>.
/// </summary>
internal sealed class Scram
{
    private const int NonceLength = 18;

    /// <summary>The server names the cost; this much takes about a second. PostgreSQL's own default is 4,096.</summary>
    private const int MostIterations = 2_000_000;

    private readonly string _password;
    private readonly string _gs2Header;
    private readonly byte[] _channelBinding;
    private readonly string _firstBare;
    private readonly string _nonce;
    private byte[]? _serverSignature;

    /// <summary>Begins an exchange.</summary>
    /// <param name="password">The password as typed.</param>
    /// <param name="gs2Header">What the client says about channel binding: <c>n,,</c>, <c>y,,</c> or <c>p=tls-server-end-point,,</c>.</param>
    /// <param name="channelBinding">The hash of the server's certificate; empty without channel binding.</param>
    public Scram(string password, string gs2Header, byte[] channelBinding)
    {
        _password = SaslPrep.Prepare(password);
        _gs2Header = gs2Header;
        _channelBinding = channelBinding;
        _nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(NonceLength));

        // PostgreSQL takes the role from the startup packet and ignores the name here.
        _firstBare = $"n=,r={_nonce}";
    }

    /// <summary>The client-first-message.</summary>
    public string First => _gs2Header + _firstBare;

    /// <summary>Answers the server-first-message with the client-final-message.</summary>
    public string Answer(string serverFirst)
    {
        var (nonce, salt, iterations) = ReadServerFirst(serverFirst);
        var (clientKey, storedKey, serverKey) = PasswordVerifier.Keys(_password, salt, iterations);

        var binding = Convert.ToBase64String([.. Encoding.ASCII.GetBytes(_gs2Header), .. _channelBinding]);
        var withoutProof = $"c={binding},r={nonce}";
        var authMessage = Encoding.UTF8.GetBytes($"{_firstBare},{serverFirst},{withoutProof}");

        var proof = HMACSHA256.HashData(storedKey, authMessage);
        for (var i = 0; i < proof.Length; i++)
        {
            proof[i] ^= clientKey[i];
        }

        _serverSignature = HMACSHA256.HashData(serverKey, authMessage);
        return $"{withoutProof},p={Convert.ToBase64String(proof)}";
    }

    /// <summary>Checks the server-final-message: only who knows the password's verifier can have signed it.</summary>
    public void Verify(string serverFinal)
    {
        var signature = serverFinal.StartsWith("v=", StringComparison.Ordinal) ? Decode(serverFinal.Split(',')[0][2..]) : [];
        if (_serverSignature is null || !CryptographicOperations.FixedTimeEquals(signature, _serverSignature))
        {
            throw new ProtocolViolationException("the server's SCRAM signature is wrong: it does not know this role's password");
        }
    }

    private (string Nonce, byte[] Salt, int Iterations) ReadServerFirst(string serverFirst)
    {
        var fields = serverFirst.Split(',');
        if (fields.Length < 3
            || !fields[0].StartsWith("r=", StringComparison.Ordinal)
            || !fields[1].StartsWith("s=", StringComparison.Ordinal)
            || !fields[2].StartsWith("i=", StringComparison.Ordinal)
            || !int.TryParse(fields[2].AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out var iterations))
        {
            throw new ProtocolViolationException("the server's first SCRAM message cannot be read");
        }

        var nonce = fields[0][2..];
        if (nonce.Length <= _nonce.Length || !nonce.StartsWith(_nonce, StringComparison.Ordinal))
        {
            throw new ProtocolViolationException("the server's SCRAM nonce does not continue the client's");
        }

        return iterations is > 0 and <= MostIterations
            ? (nonce, Decode(fields[1][2..]), iterations)
            : throw new ProtocolViolationException($"the server asks for {iterations} SCRAM iterations; {MostIterations} is the most that is done");
    }

    private static byte[] Decode(string base64)
    {
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var count)
            ? bytes[..count]
            : throw new ProtocolViolationException("a field of the server's SCRAM message is not base64");
    }
}
