namespace Sandbox.Postgres.Wire;

/// <summary>One message of the server: its type and its body, without the length. The body is valid until the next read.</summary>
internal readonly record struct Message(byte Type, ReadOnlyMemory<byte> Body);
