namespace Sandbox.Postgres.Wire;

/// <summary>What arrived is not protocol 3. The session that reads it breaks and says so in a <see cref="SandboxException"/>.</summary>
internal sealed class ProtocolViolationException(string message) : Exception(message);
