using System.Runtime.InteropServices;

namespace Sandbox.Syntax.Rules;

/// <summary>One simple command of a command line.</summary>
/// <param name="Words">All words of the line.</param>
/// <param name="Start">The command's name, behind assignments and the like.</param>
/// <param name="End">The index behind its last word.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ShellCommand(List<ShellWord> Words, int Start, int End)
{
    /// <summary>The name without its folder; empty where there is no command.</summary>
    public string Name => Start < End ? BaseName(Words[Start]) : string.Empty;

    public static string BaseName(ShellWord word) => word.IsBody ? string.Empty : word.Text.Substring(word.Text.LastIndexOfAny(['/', '\\']) + 1);
}
