using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Sandbox.Architecture.Tests.Surface;

/// <summary>Writes one member as C# declares it, without <c>public</c> and without a body.</summary>
internal static class MemberText
{
    /// <summary>A field or a constant.</summary>
    public static string Of(FieldInfo field)
    {
        var kind = field.IsLiteral ? "const " : (field.IsStatic ? "static " : "") + (field.IsInitOnly ? "readonly " : "");
        return $"{Access(field.IsFamily || field.IsFamilyOrAssembly)}{Required(field)}{kind}{TypeText.Of(field)} {field.Name}{(field.IsLiteral ? " = " + Literal(field.GetRawConstantValue()) : "")}";
    }

    /// <summary>A property with those of its accessors that can be seen.</summary>
    public static string Of(PropertyInfo property)
    {
        var accessors = property.GetAccessors(nonPublic: true).Where(TypeListing.IsVisible).ToList();
        var shown = accessors[0];
        var isProtected = accessors.TrueForAll(IsProtected);
        var parameters = property.GetIndexParameters();
        var name = parameters.Length == 0 ? property.Name : $"this[{Parameters(parameters)}]";
        var parts = accessors.Select(accessor => (isProtected ? "" : Access(IsProtected(accessor))) + (accessor == property.GetMethod ? "get;" : IsInit(accessor) ? "init;" : "set;"));
        return $"{Access(isProtected)}{Required(property)}{Modifiers(shown)}{TypeText.Of(property)} {name} {{ {string.Join(' ', parts)} }}";
    }

    /// <summary>An event.</summary>
    public static string Of(EventInfo @event) => $"{Access(IsProtected(@event.AddMethod!))}{Modifiers(@event.AddMethod!)}event {TypeText.Of(@event)} {@event.Name}";

    /// <summary>A constructor.</summary>
    public static string Of(ConstructorInfo constructor) =>
        $"{Access(IsProtected(constructor))}{TypeText.Name(constructor.DeclaringType!).Split('.')[^1].Split('<')[0]}({Parameters(constructor.GetParameters())})";

    /// <summary>A method or an operator.</summary>
    public static string Of(MethodInfo method)
    {
        var generic = method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(static argument => argument.Name))}>" : "";
        var extension = method.IsDefined(typeof(ExtensionAttribute), inherit: false) ? "this " : "";
        var where = TypeListing.Constraints(method.GetGenericArguments());
        return $"{Access(IsProtected(method))}{Modifiers(method)}{Returned(method)} {method.Name}{generic}({extension}{Parameters(method.GetParameters())}){where}";
    }

    /// <summary>What a method gives back.</summary>
    public static string Returned(MethodInfo method) => (method.ReturnType.IsByRef ? "ref " : "") + TypeText.Of(method.ReturnParameter);

    /// <summary>Parameters with their defaults.</summary>
    public static string Parameters(IEnumerable<ParameterInfo> parameters) => string.Join(", ", parameters.Select(Parameter));

    private static string Parameter(ParameterInfo parameter)
    {
        var passing = parameter.ParameterType.IsByRef ? (parameter.IsOut ? "out " : parameter.IsIn ? "in " : "ref ") : "";
        var many = parameter.IsDefined(typeof(ParamArrayAttribute), inherit: false) || parameter.IsDefined(typeof(ParamCollectionAttribute), inherit: false) ? "params " : "";
        var otherwise = parameter.HasDefaultValue ? $" = {Default(parameter)}" : "";
        return $"{many}{passing}{TypeText.Of(parameter)} {parameter.Name}{otherwise}";
    }

    private static string Default(ParameterInfo parameter) => parameter.DefaultValue is null
        ? (parameter.ParameterType.IsValueType && Nullable.GetUnderlyingType(parameter.ParameterType) is null ? "default" : "null")
        : parameter.ParameterType.IsEnum ? $"{parameter.ParameterType.Name}.{Enum.ToObject(parameter.ParameterType, parameter.DefaultValue)}" : Literal(parameter.DefaultValue);

    private static string Literal(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}\"",
        char character => $"'{character}'",
        bool flag => flag ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static string Access(bool isProtected) => isProtected ? "protected " : "";

    private static bool IsProtected(MethodBase method) => method.IsFamily || method.IsFamilyOrAssembly;

    private static bool IsInit(MethodInfo accessor) => accessor.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));

    private static string Required(MemberInfo member) => member.IsDefined(typeof(RequiredMemberAttribute), inherit: false) ? "required " : "";

    private static string Modifiers(MethodInfo method)
    {
        if (method.IsStatic)
        {
            return method.IsAbstract ? "static abstract " : "static ";
        }

        if (method.DeclaringType!.IsInterface || !method.IsVirtual)
        {
            return "";
        }

        var overrides = method.GetBaseDefinition() != method;
        return (method.IsAbstract, overrides, method.IsFinal) switch
        {
            (true, _, _) => "abstract ",
            (_, true, true) => "sealed override ",
            (_, true, _) => "override ",
            (_, _, true) => "",
            _ => "virtual ",
        };
    }
}
