using System.Text.Json.Serialization;

namespace Sandbox.Postgres.Servers.Keeping;

/// <summary>How records are written and read, generated when this is compiled: a program that is compiled ahead has no reflection to find it out.</summary>
[JsonSerializable(typeof(ServerRecord))]
[JsonSerializable(typeof(CopyRecord))]
internal sealed partial class RecordJson : JsonSerializerContext;
