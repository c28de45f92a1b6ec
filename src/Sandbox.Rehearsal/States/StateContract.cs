using System.Text.Json.Serialization;

namespace Sandbox.Rehearsal.States;

/// <summary>How a state is written and read, generated when this is compiled: a program that is compiled ahead has no reflection to find it out.</summary>
[JsonSerializable(typeof(DatabaseState))]
internal sealed partial class StateContract : JsonSerializerContext;
