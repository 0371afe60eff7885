using System.Reflection;
using System.Text;

namespace VisionPlugin.Testing.Api;

/// <summary>
/// What a library offers to others, as a text that is kept beside its project, so that no change of it goes unseen.
/// </summary>
public static class PublicApi
{
    /// <summary>The environment variable that makes the tests write the lists instead of checking them.</summary>
    public const string Update = "VISION_UPDATE_API";

    /// <summary>Fails unless a file lists all that an assembly offers, and no more.</summary>
    /// <param name="assembly">The library.</param>
    /// <param name="file">The list, below the repository.</param>
    public static void AssertListed(Assembly assembly, string file)
    {
        string path = Path.Combine(TestData.Repository, file);
        string actual = Render(assembly);
        if (Environment.GetEnvironmentVariable(Update) == "1")
            File.WriteAllText(path, actual);
        string[] now = Lines(actual), before = File.Exists(path) ? Lines(File.ReadAllText(path)) : [];
        if (now.SequenceEqual(before))
            return;
        string[] changes = [.. before.Except(now).Select(l => "- " + l), .. now.Except(before).Select(l => "+ " + l)];
        Assert.Fail(
            $"The public API of {assembly.GetName().Name} is not what {file} lists. If that is meant, run this test again "
            + $"with the environment variable {Update}=1, which writes the file, and commit it:\n"
            + (changes.Length == 0 ? "the order of lines differs" : string.Join('\n', changes)));
    }

    /// <summary>Every public type with its members; types are sorted within sorted namespaces.</summary>
    public static string Render(Assembly assembly)
    {
        var text = new StringBuilder();
        string space = "";
        foreach (Type type in assembly.GetExportedTypes()
            .OrderBy(t => t.Namespace, StringComparer.Ordinal).ThenBy(t => t.FullName, StringComparer.Ordinal))
        {
            if (type.Namespace != space)
                text.Append(text.Length == 0 ? "" : "\n").Append($"namespace {space = type.Namespace!}\n");
            text.Append($"\n{TypeText.Of(type)}\n");
            if (type.IsSubclassOf(typeof(Delegate)))
                continue;
            foreach (string member in MemberText.Of(type))
                text.Append($"    {member}\n");
        }

        return text.ToString();
    }

    // Each line with its type, so that a difference tells where it is.
    private static string[] Lines(string text)
    {
        string type = "";
        return
        [
            .. text.Split('\n').Select(l => l.TrimEnd('\r')).Where(l => l.Length > 0)
                .Select(l => l[0] == ' ' ? $"{type} {l.Trim()}" : type = l),
        ];
    }
}
