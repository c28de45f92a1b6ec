namespace Sandbox.Postgres.Wire;

/// <summary>The server asks for a password and the target has none.</summary>
internal sealed class PasswordMissingException() : Exception("the server asks for a password and none was given");
