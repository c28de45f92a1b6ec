using System.Reflection;
using Sandbox.Rehearsal.Guards;
using Sandbox.Rehearsal.Planning;

namespace Sandbox.NUnit.Projects;

/// <summary>The folder of a test assembly's project, and those above it that belong to the same repository.</summary>
/// <param name="path">The folder's full path.</param>
internal sealed class ProjectFolder(string path)
{
    /// <summary>The folder's full path.</summary>
    public string Path => path;

    /// <summary>The project's folder as the assembly names it; the assembly's own where it names none, or one of another machine.</summary>
    public static ProjectFolder Of(Assembly assembly)
    {
        var beside = System.IO.Path.GetDirectoryName(assembly.Location) is { Length: > 0 } folder ? folder : AppContext.BaseDirectory;
        var named = assembly.GetCustomAttribute<RehearsalProjectAttribute>() is { Directory: var directory }
            ? System.IO.Path.GetFullPath(directory, beside)
            : beside;
        return new ProjectFolder(Directory.Exists(named) ? named : beside);
    }

    /// <summary>The scripts that paths and globs stand for, each of them in the nearest folder in which it stands for any.</summary>
    /// <exception cref="SandboxException">One stands for none (<see cref="ExitCode.Usage"/>).</exception>
    public IReadOnlyList<ProjectScript> Scripts(IReadOnlyList<string> globs) => globs.Count == 0
        ? throw new SandboxException(ExitCode.Usage, "[Rehearsal] names no script; say which, for example [Rehearsal(\"scripts/**/*.sql\")]")
        : [.. globs.SelectMany(Scripts).DistinctBy(static script => script.Path, StringComparer.Ordinal)];

    /// <summary>A file, in the nearest folder in which it is.</summary>
    /// <param name="file">Its path from there.</param>
    /// <exception cref="SandboxException">It is in none (<see cref="ExitCode.Usage"/>).</exception>
    public string Find(string file)
    {
        var folders = Folders();
        return folders.Select(folder => System.IO.Path.GetFullPath(file, folder)).FirstOrDefault(File.Exists)
            ?? throw new SandboxException(ExitCode.Usage, $"[CloneOf(\"{file}\")] is no file: looked in {string.Join(", ", folders)}; mend the path or add the script");
    }

    private IEnumerable<ProjectScript> Scripts(string glob)
    {
        var folders = Folders();
        SandboxException? nothing = null;
        foreach (var folder in folders)
        {
            try
            {
                return ScriptPaths.Expand([glob], folder).Select(found => new ProjectScript(
                    found.Replace('\\', '/'), System.IO.Path.GetFullPath(found, folder)));
            }
            catch (SandboxException error)
            {
                // Not here; perhaps in the folder above.
                nothing = error;
            }
        }

        throw new SandboxException(
            ExitCode.Usage, $"[Rehearsal(\"{glob}\")] stands for no script: looked in {string.Join(", ", folders)} (*.sql, but clone.sql); mend the glob or add the script", nothing);
    }

    /// <summary>From the project's folder up to the one that bounds the repository; nothing above the project where no folder does.</summary>
    private List<string> Folders()
    {
        var folders = new List<string>();
        for (var folder = new DirectoryInfo(path); folder is not null; folder = folder.Parent)
        {
            folders.Add(folder.FullName);
            if (IsRoot(folder))
            {
                return folders;
            }
        }

        return [path];
    }

    private static bool IsRoot(DirectoryInfo folder) =>
        File.Exists(System.IO.Path.Combine(folder.FullName, Policy.FileName))
        || System.IO.Path.Exists(System.IO.Path.Combine(folder.FullName, ".git"))
        || folder.EnumerateFiles("*.sln").Any()
        || folder.EnumerateFiles("*.slnx").Any();
}
