using System.Security.Cryptography;
using System.Text;
using Sandbox.Postgres.Connections;

namespace Sandbox.Postgres.Wire;

/// <summary>
/// The conversation from the startup packet to the first ReadyForQuery (PostgreSQL manual, "Start-up"). Nothing of PGOPTIONS is
/// sent: the server sees a user, a database, a name and an encoding.
/// </summary>
internal sealed class Login(Transport transport, ConnectionTarget target, SessionState state)
{
    private const string Plain = "SCRAM-SHA-256";
    private const string Bound = "SCRAM-SHA-256-PLUS";

    private static readonly Version s_oldest = new(3, 0);

    private Scram? _scram;
    private bool _isScramVerified;
    private bool _isChannelBound;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        transport.Writer.Startup(
            target.MaxProtocolVersion,
            ("user", target.User),
            ("database", target.Database),
            ("client_encoding", "UTF8"),
            ("application_name", target.ApplicationName));
        await transport.FlushAsync(cancellationToken);

        var authenticated = false;
        while (true)
        {
            var message = await transport.Reader.ReadAsync(cancellationToken);
            switch (message.Type)
            {
                case MessageType.Authentication when !authenticated:
                    authenticated = Authenticate(message.Body.Span);
                    if (transport.Writer.Pending > 0)
                    {
                        await transport.FlushAsync(cancellationToken);
                    }

                    break;
                case MessageType.NegotiateProtocolVersion when !authenticated:
                    AcceptVersion(message.Body.Span);
                    break;
                case MessageType.ErrorResponse:
                    throw new RefusedException(ServerMessages.Read(message.Body.Span, state.Encoding));
                case MessageType.NoticeResponse:
                    state.AddOpeningNotice(ServerMessages.Read(message.Body.Span, state.Encoding));
                    break;
                case MessageType.ParameterStatus when authenticated:
                    state.SetParameter(message.Body.Span);
                    break;
                case MessageType.BackendKeyData when authenticated:
                    state.SetKey(message.Body.Span);
                    break;
                case MessageType.ReadyForQuery when authenticated:
                    state.SetStatus(message.Body.Span);
                    transport.Reader.LongMessages = true;
                    return;
                default:
                    throw new ProtocolViolationException($"message type 0x{message.Type:x2} while the session starts");
            }
        }
    }

    /// <summary>Takes the older version that the server knows; nothing but the length of a key differs between them.</summary>
    private void AcceptVersion(ReadOnlySpan<byte> body)
    {
        var reader = new BodyReader(body, state.Encoding);
        var version = reader.Int32();
        var unknownOptions = reader.Int32();
        if (version < Requests.Number(s_oldest) || version >= Requests.Number(target.MaxProtocolVersion) || unknownOptions != 0)
        {
            throw new ProtocolViolationException($"the server talks {target.MaxProtocolVersion} down to {version >> 16}.{version & 0xffff} with {unknownOptions} unknown options");
        }

        reader.ExpectEnd();
    }

    /// <summary>Answers one authentication message.</summary>
    /// <returns>True where the server has let us in.</returns>
    private bool Authenticate(ReadOnlySpan<byte> body)
    {
        var reader = new BodyReader(body, state.Encoding);
        var request = reader.Int32();
        if (target.ChannelBinding == ChannelBinding.Require && !_isChannelBound && request is not (10 or 11 or 12))
        {
            throw new ProtocolViolationException("channel binding is required and the server lets in without it");
        }

        switch (request)
        {
            case 0:
                reader.ExpectEnd();
                return _scram is null || _isScramVerified
                    ? true
                    : throw new ProtocolViolationException("the server ends SCRAM without proving that it knows the password");
            case 3:
                transport.Writer.Password(Password());
                return false;
            case 5:
                transport.Writer.Password(Md5(Password(), target.User, reader.Take(4)));
                return false;
            case 10:
                BeginScram(ref reader);
                return false;
            case 11 when _scram is not null:
                transport.Writer.SaslResponse(_scram.Answer(Encoding.UTF8.GetString(reader.TakeRest())));
                return false;
            case 12 when _scram is not null:
                _scram.Verify(Encoding.UTF8.GetString(reader.TakeRest()));
                _isScramVerified = true;
                return false;
            default:
                throw new ProtocolViolationException($"the server asks for authentication method {request} (Kerberos, GSSAPI, SSPI ...), which is not supported");
        }
    }

    private void BeginScram(ref BodyReader reader)
    {
        if (_scram is not null)
        {
            throw new ProtocolViolationException("the server begins SCRAM twice");
        }

        var offered = new List<string>();
        for (var name = reader.Text(); name.Length > 0; name = reader.Text())
        {
            offered.Add(name);
        }

        var hash = target.ChannelBinding != ChannelBinding.Disable && transport.ServerCertificate is { } certificate
            ? ChannelBindings.EndPointHash(certificate)
            : null;
        _isChannelBound = hash is not null && offered.Contains(Bound, StringComparer.Ordinal);
        if (!_isChannelBound && target.ChannelBinding == ChannelBinding.Require)
        {
            throw new ProtocolViolationException("channel binding is required and cannot be had: it takes TLS and a server that offers SCRAM-SHA-256-PLUS");
        }

        if (!_isChannelBound && !offered.Contains(Plain, StringComparer.Ordinal))
        {
            throw new ProtocolViolationException($"the server offers no SASL mechanism that is supported ({string.Join(", ", offered)})");
        }

        // "y" tells a server that does offer channel binding that someone in between has taken the offer away.
        var header = (_isChannelBound, hash) switch
        {
            (true, _) => "p=tls-server-end-point,,",
            (false, not null) => "y,,",
            _ => "n,,",
        };
        _scram = new Scram(Password(), header, _isChannelBound ? hash! : []);
        transport.Writer.SaslInitialResponse(_isChannelBound ? Bound : Plain, _scram.First);
    }

    private string Password() => target.Password is { Length: > 0 } password ? password : throw new PasswordMissingException();

    private static string Md5(string password, string user, ReadOnlySpan<byte> salt)
    {
        var inner = PasswordVerifier.Md5(password, user)[3..];
        return "md5" + Convert.ToHexStringLower(MD5.HashData([.. Encoding.ASCII.GetBytes(inner), .. salt]));
    }
}
