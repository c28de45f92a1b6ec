using System.Text;

#pragma warning disable RS0030 // This class is the console that everything else has to go through.

namespace Sandbox.Cli.Console;

/// <summary>The process's own console: UTF-8 without a byte order mark and LF everywhere, whatever the locale says.</summary>
internal sealed class SystemConsole : IConsole, IDisposable
{
    private static readonly UTF8Encoding s_encoding = new(encoderShouldEmitUTF8Identifier: false);

    private readonly StreamWriter _out;
    private readonly StreamWriter _error;

    public SystemConsole()
    {
        if (OperatingSystem.IsWindows() && !System.Console.IsOutputRedirected)
        {
            // Elsewhere terminals take the bytes as they come; Windows translates them by its code page.
            System.Console.OutputEncoding = s_encoding;
        }

        _out = new StreamWriter(System.Console.OpenStandardOutput(), s_encoding, bufferSize: 16384) { NewLine = "\n" };
        _error = new StreamWriter(System.Console.OpenStandardError(), s_encoding, bufferSize: 1024) { NewLine = "\n", AutoFlush = true };
    }

    public Stream In => System.Console.OpenStandardInput();

    public bool InIsTerminal => !System.Console.IsInputRedirected;

    public TextWriter Out => _out;

    public TextWriter Error => _error;

    public bool OutIsTerminal => !System.Console.IsOutputRedirected;

    public bool ErrorIsTerminal => !System.Console.IsErrorRedirected;

    // A pseudo-terminal that nobody sized says 0.
    public int? Width => OutIsTerminal && System.Console.WindowWidth is > 0 and var width ? width : null;

    public void Dispose()
    {
        _out.Dispose();
        _error.Dispose();
    }
}
