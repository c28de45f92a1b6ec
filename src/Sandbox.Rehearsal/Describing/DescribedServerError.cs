using Sandbox.Postgres;

namespace Sandbox.Rehearsal.Describing;

/// <summary>The server refused one of the command's queries. psql prints it as any error of the server, without a place in the text.</summary>
/// <param name="Error">The server's error.</param>
public sealed record DescribedServerError(ServerMessage Error) : DescribedItem;
