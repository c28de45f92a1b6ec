using System.CommandLine;

namespace Sandbox.Cli.Commands;

/// <summary><c>sandbox completions</c>: what a shell reads so that it completes this program's words. The words come from the program itself, as the line stands, so that none is ever out of date.</summary>
internal sealed class CompletionsCommand : Command
{
    // Where the program suggests nothing, the shell completes file names.
    private static readonly Dictionary<string, string> s_scripts = new(StringComparer.Ordinal)
    {
        ["bash"] = """
            # source <(sandbox completions bash)
            _sandbox() {
                local IFS=$'\n' line=${COMP_LINE:0:COMP_POINT}
                line="sandbox ${line#* }"
                mapfile -t COMPREPLY < <(compgen -W "$("${COMP_WORDS[0]}" "[suggest:${#line}]" "$line" 2>/dev/null)" -- "${line##* }")
            }
            complete -o default -F _sandbox sandbox
            """,
        ["zsh"] = """
            # source <(sandbox completions zsh)
            _sandbox() {
                local line="sandbox ${(j: :)words[2,CURRENT]}"
                local -a found=("${(@f)$("$words[1]" "[suggest:${#line}]" "$line" 2>/dev/null)}")
                if [[ -n $found[1] ]]; then compadd -- $found; else _files; fi
            }
            compdef _sandbox sandbox
            """,
        ["fish"] = """
            # sandbox completions fish | source
            function __sandbox_words
                set -l line "sandbox "(string join ' ' -- (commandline -cpo)[2..] (commandline -ct))
                sandbox "[suggest:"(string length -- $line)"]" $line 2>/dev/null | string match -v ''
            end
            complete -c sandbox -a '(__sandbox_words)'
            """,
        ["pwsh"] = """
            # sandbox completions pwsh | Out-String | Invoke-Expression
            Register-ArgumentCompleter -Native -CommandName sandbox -ScriptBlock {
                param($word, $line, $position)
                $text = "$line".PadRight($position).Substring(0, $position)
                sandbox "[suggest:$position]" $text 2>$null | Where-Object { $_ -and $_.StartsWith($word) } | ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
            }
            """,
    };

    private readonly Argument<string> _shell = new("shell") { HelpName = "bash|zsh|fish|pwsh", Description = "The shell." };

    public CompletionsCommand(CommonOptions common)
        : base("completions", "Writes what a shell reads to complete this program's words.")
    {
        _shell.CompletionSources.Add(s_scripts.Keys.ToArray());
        Arguments.Add(_shell);
        SetAction(async (words, cancellationToken) =>
        {
            var shell = words.GetRequiredValue(_shell);
            var script = s_scripts.TryGetValue(shell, out var known) ? known : throw new SandboxException(ExitCode.Usage, $"completions {shell}: say bash, zsh, fish or pwsh");
            await common.Surroundings.Console.Out.WriteLineAsync(script.AsMemory(), cancellationToken);
            return (int)ExitCode.Success;
        });
    }
}
