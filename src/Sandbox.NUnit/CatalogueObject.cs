using NUnit.Framework;
using Sandbox.NUnit.Catalogues;
using Sandbox.NUnit.Outcomes;

namespace Sandbox.NUnit;

/// <summary>Something that a catalogue has, or should have: a schema, a function, a role.</summary>
public class CatalogueObject
{
    private readonly string _class;

    internal CatalogueObject(CatalogueFacts facts, string @class, string name, string? kind = null)
    {
        Facts = facts;
        _class = @class;
        Name = CatalogueFacts.Plain(name);
        Kind = kind ?? @class;
    }

    /// <summary>What it is, for example <c>materialized view</c>.</summary>
    public string Kind { get; }

    /// <summary>Its name, without the schema <c>public</c>.</summary>
    public string Name { get; }

    /// <summary>Whether there is such a thing.</summary>
    public bool Exists => Facts.Has(_class, Name) && (string.Equals(Kind, _class, StringComparison.Ordinal) || Facts.Values(_class, Name, "kind").Contains(Kind, StringComparer.Ordinal));

    /// <summary>Who owns it.</summary>
    public Fact Owner => Fact("owner");

    internal CatalogueFacts Facts { get; }

    internal string Where => $"{Kind} {Name}";

    /// <summary>Fails unless there is such a thing.</summary>
    /// <exception cref="AssertionException">There is none; the message has the nearest names.</exception>
    public void ShouldExist()
    {
        if (!Exists)
        {
            throw new AssertionException($"there is no {VisibleText.Escape(Where)}{Suggestions.For(Name, Alike)}");
        }
    }

    /// <summary>Fails if there is such a thing.</summary>
    /// <exception cref="AssertionException">There is.</exception>
    public void ShouldNotExist()
    {
        if (Exists)
        {
            throw new AssertionException($"there is a {VisibleText.Escape(Where)}, and there should be none");
        }
    }

    /// <summary>One of its facts; <c>docs/pgtap.md</c> lists those of each kind.</summary>
    /// <param name="name">The fact.</param>
    /// <exception cref="AssertionException">It does not exist, or its kind has no such fact.</exception>
    public Fact Fact(string name)
    {
        ShouldKnow(name);
        return new Fact(Where, name, Facts.Values(_class, Name, name) is [var value, ..] ? value : null);
    }

    /// <summary>A fact that may have several values, such as the roles of a policy.</summary>
    /// <inheritdoc cref="Fact"/>
    public NameSet Set(string name)
    {
        ShouldKnow(name);
        return new NameSet(Where, name, Facts.Values(_class, Name, name));
    }

    /// <summary>What a role may do with it: what is granted to it, to a role that it belongs to and to everybody; a superuser may do all that anybody may.</summary>
    /// <param name="role">The role; <c>public</c> for everybody.</param>
    /// <exception cref="AssertionException">It does not exist, or there is no such role.</exception>
    public virtual NameSet PrivilegesOf(string role)
    {
        ShouldExist();
        return new NameSet(Where, $"privileges of {role}", GrantedTo(role));
    }

    internal IReadOnlyList<string> GrantedTo(string role)
    {
        var roles = Roles(role);
        var grants = Facts.Values(_class, Name, "privilege").Select(static grant => (Role: grant[..grant.LastIndexOf('=')], What: grant[(grant.LastIndexOf('=') + 1)..]));
        return [.. grants.Where(grant => roles is null || roles.Contains(grant.Role)).Select(static grant => grant.What).Distinct(StringComparer.Ordinal)];
    }

    internal NameSet Own(string @class, string name, params (string Fact, string Value)[] facts)
    {
        ShouldExist();
        return new NameSet(Where, name, [.. Facts.Names(@class, [("table", Name), .. facts]).Select(other => other[(Name.Length + 1)..])]);
    }

    /// <summary>The names of what is of its kind.</summary>
    private IReadOnlyList<string> Alike => string.Equals(Kind, _class, StringComparison.Ordinal) ? Facts.Names(_class) : Facts.Names(_class, ("kind", Kind));

    private void ShouldKnow(string name)
    {
        ShouldExist();
        if (Facts.Of(_class) is var known && !known.Contains(name, StringComparer.Ordinal))
        {
            throw new AssertionException($"a {Kind} has no fact {VisibleText.Escape(name)}; it has {string.Join(", ", known)}");
        }
    }

    /// <summary>The role, all that it belongs to, and everybody; null for a superuser.</summary>
    private HashSet<string>? Roles(string role)
    {
        var roles = new HashSet<string>(StringComparer.Ordinal) { "public" };
        var open = new Queue<string>([role]);
        while (open.TryDequeue(out var next))
        {
            if (!string.Equals(next, "public", StringComparison.Ordinal))
            {
                new CatalogueObject(Facts, "role", next).ShouldExist();
            }

            if (Facts.Values("role", next, "superuser").Contains("true", StringComparer.Ordinal) && string.Equals(next, role, StringComparison.Ordinal))
            {
                return null;
            }

            foreach (var member in roles.Add(next) ? Facts.Values("role", next, "member of") : [])
            {
                open.Enqueue(member);
            }
        }

        return roles;
    }
}
