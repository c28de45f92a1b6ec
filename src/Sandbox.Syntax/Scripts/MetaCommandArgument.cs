using System.Runtime.InteropServices;

namespace Sandbox.Syntax.Scripts;

/// <summary>One argument of a meta-command.</summary>
/// <param name="Text">Its text, unquoted and with variables replaced.</param>
/// <param name="IsQuoted">Whether any part of it was quoted, or came from a variable.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct MetaCommandArgument(string Text, bool IsQuoted);
