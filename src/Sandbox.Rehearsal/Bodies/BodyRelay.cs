using System.Net.Sockets;
using System.Security.Cryptography;
using Sandbox.Postgres.Wire;
using Sandbox.Rehearsal.NetZero;
using Sandbox.Rehearsal.Sessions;

namespace Sandbox.Rehearsal.Bodies;

/// <summary>
/// Where a test's connections lead: a socket behind which there is no server but the rehearsal's one session. One connection at a time works there; its transactions are played as a
/// script's are.
/// </summary>
internal sealed class BodyRelay : IAsyncDisposable
{
    /// <summary>A client that has closed its connection need not be seen to have done so when the next one comes.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(3);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sandbox-body-");
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly SemaphoreSlim _place = new(1, 1);
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _broken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _closing = new();
    private BodyPlayer? _player;
    private WireSession? _session;
    private long _key;

    public BodyRelay() => _listener.Bind(new UnixDomainSocketEndPoint(Path.Combine(_folder.FullName, FormattableString.Invariant($".s.PGSQL.{Port}"))));

    /// <summary>The port that the socket's name has.</summary>
    public const int Port = 5432;

    /// <summary>The socket's folder: what a client takes for its host.</summary>
    public string Host => _folder.FullName;

    /// <summary>The names that the statements hold; the plan's own.</summary>
    public HashSet<string> Names { get; } = new(StringComparer.Ordinal);

    /// <summary>Completes when connections may come.</summary>
    public Task Ready => _ready.Task;

    /// <summary>Says of a proof what somebody else's commits mean for a clone that is the test's alone.</summary>
    /// <param name="proof">The proof.</param>
    /// <param name="othersActed">Whether another session did something in the clone, or may have.</param>
    public static NetZeroProof Judge(NetZeroProof proof, bool othersActed) =>
        proof.Proven != ProofStatus.Foreign || !othersActed ? proof
        : proof with
        {
            Proven = ProofStatus.NotProven,
            Reason = $"another session was in the clone while the test ran, and something was committed: {proof.Reason ?? "who did it is not known"}; open connections by what the clone says (Clone.ConnectionString) only",
        };

    /// <summary>Lets connections in until the test ends.</summary>
    /// <param name="stage">What they play on.</param>
    /// <param name="cancellationToken">Interrupts.</param>
    /// <exception cref="SandboxException">The transaction is no longer the rehearsal's, or a statement was refused.</exception>
    public async Task PlayAsync(BodyStage stage, CancellationToken cancellationToken)
    {
        using var player = new BodyPlayer(stage, Names);
        (_player, _session) = (player, stage.Transactions.Session);
        _listener.Listen();
        var accepting = AcceptAsync();
        _ready.TrySetResult();
        try
        {
            await Task.WhenAny(_ended.Task, _broken.Task).WaitAsync(cancellationToken);
        }
        finally
        {
            await _closing.CancelAsync();
            await accepting;
            _player = null;
        }

        await (_broken.Task.IsFaulted ? _broken.Task : Task.CompletedTask);
        if (player.Refusal is { } refusal)
        {
            throw refusal;
        }
    }

    /// <summary>What plays the test now.</summary>
    /// <exception cref="SandboxException">Nothing does any more.</exception>
    public BodyPlayer Player => _player ?? throw new SandboxException(ExitCode.Usage, "the rehearsal of this test is over, or was ended: ask while the test runs");

    /// <summary>Ends the test.</summary>
    public void End() => _ended.TrySetResult();

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _listener.Dispose();
        _place.Dispose();
        _closing.Dispose();
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private async Task AcceptAsync()
    {
        var clients = new List<Task>();
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptAsync(_closing.Token);
                clients.RemoveAll(static client => client.IsCompleted);
                clients.Add(Task.Run(() => ServeAsync(socket), CancellationToken.None));
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }

        await Task.WhenAll(clients);
    }

    private async Task ServeAsync(Socket socket)
    {
        await using var client = new ClientConnection(socket);
        try
        {
            if (await client.BeginAsync(_closing.Token) is { } key)
            {
                await (key == _key ? _session!.CancelAsync(_closing.Token) : Task.CompletedTask);
                return;
            }

            if (!await _place.WaitAsync(s_patience, _closing.Token))
            {
                await client.RefuseAsync("53300", "a test that is rolled back has one connection at a time, for its transaction has one: dispose of the first one before the second is opened", _closing.Token);
                return;
            }

            try
            {
                await WorkAsync(client);
            }
            finally
            {
                _place.Release();
            }
        }
        catch (Exception gone) when (gone is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The client went without a word, or the test is over.
        }
        catch (SandboxException broken)
        {
            _broken.TrySetException(broken);
            await RefuseQuietlyAsync(client, broken.Message);
        }
    }

    private async Task WorkAsync(ClientConnection client)
    {
        var prepared = new Dictionary<string, string>(StringComparer.Ordinal);
        var player = _player!;
        try
        {
            if (await player.EnterAsync(client.Settings, _closing.Token) is { } error)
            {
                await client.RefuseAsync(error.SqlState, error.Text, _closing.Token);
                return;
            }

            _key = ((long)_session!.ProcessId << 32) | (uint)RandomNumberGenerator.GetInt32(int.MaxValue);
            await client.WelcomeAsync(_session.Parameters, _key, _closing.Token);
            while (await client.ReadAsync(prepared, _closing.Token) is { } request)
            {
                await player.PlayAsync(request, client, _closing.Token);
                foreach (var (name, text) in request.Parsed.Where(static statement => statement.Name.Length > 0))
                {
                    prepared[name] = text;
                }

                foreach (var name in request.Closed)
                {
                    prepared.Remove(name);
                }

                await client.ReadyAsync(player.Status, _closing.Token);
            }
        }
        finally
        {
            _key = 0;
            if (!_session!.IsBroken)
            {
                await player.LeaveAsync(prepared.Keys, CancellationToken.None);
            }
        }
    }

    private static async Task RefuseQuietlyAsync(ClientConnection client, string text)
    {
        try
        {
            await client.RefuseAsync("57P01", text, CancellationToken.None);
        }
        catch (Exception gone) when (gone is IOException or SocketException or ObjectDisposedException)
        {
            // It has gone before.
        }
    }
}
