using System.Buffers.Binary;
using System.Globalization;
using Sandbox.Postgres;
using Sandbox.Postgres.Wire;

namespace Sandbox.Rehearsal.Sessions;

/// <summary>The server's functions for large objects, called as libpq calls them (fe-lobj.c): by their oids, which are asked for once. All but the first question need a transaction.</summary>
/// <param name="session">The session.</param>
internal sealed class LargeObjects(WireSession session)
{
    /// <summary>In bytes; what is read and written at once.</summary>
    private const int BufferSize = 8192;

    private const int ReadMode = 0x40000;
    private const int WriteMode = 0x20000;

    private const string Functions =
        "select proname, oid from pg_catalog.pg_proc where proname in ('lo_open', 'lo_close', 'lo_creat', 'lo_create', 'lo_unlink', 'lo_lseek', 'lo_lseek64', 'lo_tell', 'lo_tell64', "
        + "'lo_truncate', 'lo_truncate64', 'loread', 'lowrite') and pronamespace = (select oid from pg_catalog.pg_namespace where nspname = 'pg_catalog')";

    private Dictionary<string, uint>? _functions;

    /// <summary>The session whose functions these are.</summary>
    public WireSession Session => session;

    /// <summary>Makes a large object of what a stream holds.</summary>
    /// <returns>Its oid.</returns>
    /// <exception cref="ServerErrorException">A function failed.</exception>
    public async Task<uint> ImportAsync(Stream content, CancellationToken cancellationToken)
    {
        var created = (uint)await CallAsync("lo_creat", cancellationToken, Bytes(ReadMode | WriteMode));
        var descriptor = Bytes(await CallAsync("lo_open", cancellationToken, Bytes((int)created), Bytes(WriteMode)));
        var buffer = new byte[BufferSize];
        while (await content.ReadAsync(buffer, cancellationToken) is > 0 and var count)
        {
            await CallAsync("lowrite", cancellationToken, descriptor, buffer.AsMemory(0, count));
        }

        await CallAsync("lo_close", cancellationToken, descriptor);
        return created;
    }

    /// <summary>Writes what a large object holds to a stream, which is opened once the object is.</summary>
    /// <exception cref="ServerErrorException">A function failed.</exception>
    public async Task ExportAsync(uint oid, Func<Stream> open, CancellationToken cancellationToken)
    {
        var descriptor = Bytes(await CallAsync("lo_open", cancellationToken, Bytes((int)oid), Bytes(ReadMode)));
        Stream target;
        try
        {
            target = open();
        }
        catch
        {
            await CallAsync("lo_close", cancellationToken, descriptor);
            throw;
        }

        await using (target)
        {
            while (await session.CallAsync(await FunctionAsync("loread", cancellationToken), [descriptor, Bytes(BufferSize)], cancellationToken) is { Length: > 0 } part)
            {
                await target.WriteAsync(part, cancellationToken);
            }
        }

        await CallAsync("lo_close", cancellationToken, descriptor);
    }

    /// <summary>Removes a large object.</summary>
    /// <exception cref="ServerErrorException">It could not be removed.</exception>
    public Task UnlinkAsync(uint oid, CancellationToken cancellationToken) => CallAsync("lo_unlink", cancellationToken, Bytes((int)oid));

    private async Task<int> CallAsync(string name, CancellationToken cancellationToken, params ReadOnlyMemory<byte>[] arguments) =>
        BinaryPrimitives.ReadInt32BigEndian((await session.CallAsync(await FunctionAsync(name, cancellationToken), arguments, cancellationToken)).Span);

    private async Task<uint> FunctionAsync(string name, CancellationToken cancellationToken)
    {
        _functions ??= (await session.QueryAsync(Functions, cancellationToken)).Rows.ToDictionary(static row => row[0]!, static row => uint.Parse(row[1]!, CultureInfo.InvariantCulture), StringComparer.Ordinal);
        return _functions[name];
    }

    private static ReadOnlyMemory<byte> Bytes(int number)
    {
        var bytes = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        return bytes;
    }
}
