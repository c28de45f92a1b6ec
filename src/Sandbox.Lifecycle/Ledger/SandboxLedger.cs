using System.Globalization;
using System.Text;
using Sandbox.Postgres.Servers.Keeping;
using Sandbox.Rehearsal.Guards;

namespace Sandbox.Lifecycle.Ledger;

/// <summary>
/// The append-only record of every governed operation, in the folder that the policy names: <c>ledger.jsonl</c>, a line an operation, each chained to the one before;
/// <c>ledger.head</c>, the number and the hash of the last line, so that lines that are missing at the end are missed; <c>tombstones.jsonl</c>, what a drop leaves of a sandbox.
/// One process writes at a time, and what was appended is on the disk when an operation goes on.
/// </summary>
public sealed class SandboxLedger
{
    private readonly string _folder;
    private readonly TimeProvider _time;

    /// <summary>Opens a ledger.</summary>
    /// <param name="folder">The folder that it is kept in; made at the first operation.</param>
    /// <param name="time">The clock.</param>
    public SandboxLedger(string folder, TimeProvider time)
    {
        _folder = System.IO.Path.GetFullPath(folder);
        _time = time;
    }

    /// <summary>The ledger's file.</summary>
    public string Path => System.IO.Path.Combine(_folder, "ledger.jsonl");

    private string Head => System.IO.Path.Combine(_folder, "ledger.head");

    /// <summary>The ledger of a policy.</summary>
    /// <param name="policy">The policy.</param>
    /// <exception cref="SandboxException">There is no policy, so that nobody knows where it is kept (<see cref="ExitCode.Usage"/>).</exception>
    public static SandboxLedger Of(Policy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return policy.SandboxRecords is { } folder ? new SandboxLedger(folder, TimeProvider.System)
            : throw new SandboxException(ExitCode.Usage, $"no {Policy.FileName} says where the ledger is kept; write one, or name it by --policy");
    }

    /// <summary>Writes an entry behind all others. A torn last line, which a crash left, is repaired before.</summary>
    /// <param name="operation">What was done.</param>
    /// <param name="sandbox">The sandbox.</param>
    /// <param name="status">What the sandbox is from now on.</param>
    /// <param name="server">The server's system identifier; null where the role may not read it.</param>
    /// <param name="detail">What else is worth keeping.</param>
    /// <param name="cancellationToken">Ends the wait for other writers.</param>
    /// <exception cref="SandboxException">The last line is not as it was written (<see cref="ExitCode.Refused"/>), or the folder cannot be written (<see cref="ExitCode.Unavailable"/>).</exception>
    public Task<LedgerEntry> AppendAsync(
        string operation, SandboxName sandbox, SandboxStatus status, string? server, IReadOnlyDictionary<string, string?> detail, CancellationToken cancellationToken) =>
        WritingAsync(
            async () =>
            {
                ArgumentNullException.ThrowIfNull(sandbox);
                var last = await RepairAsync(cancellationToken);
                var number = last?.Entry.Sequence ?? 0;
                if (LedgerChain.AtEnd(number, number, last?.Hash, await HeadAsync(cancellationToken)) is { } fault)
                {
                    // What is written behind it would hide that.
                    throw Damaged(fault.Reason);
                }

                var entry = new LedgerEntry(number + 1, _time.GetUtcNow(), operation, sandbox.Text, status, server, detail);
                var (text, hash) = LedgerLine.Write(entry, last?.Hash ?? LedgerLine.Beginning);
                await DurableFile.AppendAsync(Path, text, cancellationToken);
                await SetHeadAsync(entry.Sequence, hash);
                return entry;
            },
            cancellationToken);

    /// <summary>Keeps what is left of a sandbox.</summary>
    /// <param name="tombstone">A JSON object on one line.</param>
    /// <param name="cancellationToken">Ends the wait for other writers.</param>
    /// <exception cref="SandboxException">The folder cannot be written (<see cref="ExitCode.Unavailable"/>).</exception>
    internal Task KeepTombstoneAsync(string tombstone, CancellationToken cancellationToken) =>
        WritingAsync(
            async () =>
            {
                var path = System.IO.Path.Combine(_folder, "tombstones.jsonl");

                // A line that a crash tore off ends here, so that the new one is whole.
                var isTorn = File.Exists(path) && await TailAsync(path, cancellationToken) is { Torn.Length: > 0 };
                await DurableFile.AppendAsync(path, Encoding.UTF8.GetBytes($"{(isTorn ? "\n" : "")}{tombstone}\n"), cancellationToken);
                return true;
            },
            cancellationToken);

    /// <summary>Reads all of it and checks the chain.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="SandboxException">It cannot be read (<see cref="ExitCode.Unavailable"/>).</exception>
    public async Task<LedgerReading> ReadAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(Path))
        {
            return new LedgerReading(Path, [], File.Exists(Head) ? [new LedgerFault(1, "the ledger is gone: its head is there, and the file is not")] : []);
        }

        // While nobody writes, so that a line that is just being written is not taken for a torn one.
        return await WritingAsync(
            async () => LedgerChain.Read(Path, await File.ReadAllBytesAsync(Path, cancellationToken), await HeadAsync(cancellationToken)),
            cancellationToken);
    }

    private async Task<LedgerLine?> RepairAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(Path))
        {
            return File.Exists(Head) ? throw Damaged("its head is there, and the file is not") : null;
        }

        var (last, torn, length) = await TailAsync(Path, cancellationToken);
        if (LedgerLine.Read(torn) is { } whole)
        {
            // Only the line end was lost.
            await DurableFile.AppendAsync(Path, "\n"u8.ToArray(), cancellationToken);
            return whole;
        }

        if (torn.Length > 0)
        {
            DurableFile.Cut(Path, length - torn.Length);
        }

        return last.Length == 0 ? null : LedgerLine.Read(last) ?? throw Damaged("its last line is not as it was written");
    }

    /// <summary>The last whole line of a file and what stands behind it, read from the end.</summary>
    private static async Task<(byte[] Last, byte[] Torn, long Length)> TailAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        for (long size = 4096; ; size *= 2)
        {
            var text = new byte[Math.Min(size, file.Length)];
            file.Position = file.Length - text.Length;
            await file.ReadExactlyAsync(text, cancellationToken);
            var end = Array.LastIndexOf(text, (byte)'\n');
            var before = end <= 0 ? -1 : Array.LastIndexOf(text, (byte)'\n', end - 1);
            if (before >= 0 || text.Length == file.Length)
            {
                return (end < 0 ? [] : text[(before + 1)..end], text[(end + 1)..], file.Length);
            }
        }
    }

    private async Task<string?> HeadAsync(CancellationToken cancellationToken) => File.Exists(Head) ? await File.ReadAllTextAsync(Head, cancellationToken) : null;

    // In one write of less than a sector.
    private async Task SetHeadAsync(long sequence, string hash)
    {
        if (!File.Exists(Head))
        {
            await DurableFile.AppendAsync(Head, ReadOnlyMemory<byte>.Empty, CancellationToken.None);
        }

        await using var file = new FileStream(Head, FileMode.Open, FileAccess.Write, FileShare.Read, bufferSize: 0);
        await file.WriteAsync(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{sequence:D20} {hash}\n")), CancellationToken.None);
        file.Flush(flushToDisk: true);
    }

    private async Task<T> WritingAsync<T>(Func<Task<T>> write, CancellationToken cancellationToken)
    {
        try
        {
            Directory.CreateDirectory(_folder);
            await using (await FileLock.TakeAsync(System.IO.Path.Combine(_folder, "ledger.lock"), cancellationToken))
            {
                return await write();
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SandboxException(ExitCode.Unavailable, $"the ledger in {_folder} cannot be used: {error.Message}; mend that, or name another folder in the policy (sandbox.records)", error);
        }
    }

    private SandboxException Damaged(string what) => new(ExitCode.Refused, $"REFUSE: {Path} is damaged: {what}; look at it by: sandbox ledger verify");
}
