using System.Reflection;
using System.Text;

namespace Sandbox.Architecture.Tests.Surface;

/// <summary>Everything of an assembly that code outside of it can see, in a stable order.</summary>
internal static class SurfaceListing
{
    /// <summary>The listing, with LF and without a final line break.</summary>
    /// <param name="assembly">The assembly.</param>
    public static string Of(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (var group in assembly.GetTypes().Where(static type => type.IsVisible).GroupBy(static type => type.Namespace ?? "", StringComparer.Ordinal).OrderBy(static group => group.Key, StringComparer.Ordinal))
        {
            text.Append("namespace ").Append(group.Key).Append("\n\n");
            foreach (var type in group.OrderBy(TypeText.Name, StringComparer.Ordinal))
            {
                text.AppendJoin('\n', TypeListing.Lines(type)).Append("\n\n");
            }
        }

        return text.ToString().TrimEnd('\n');
    }
}
