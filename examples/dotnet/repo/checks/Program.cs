using Slugs;

(string Title, string Expected)[] cases =
[
    ("Hello", "hello"),
];
var failed = cases.Where(c => Slug.Of(c.Title) != c.Expected).ToList();
foreach (var (title, expected) in failed)
{
    Console.WriteLine($"FAILED: '{title}' became '{Slug.Of(title)}', not '{expected}'");
}

Console.WriteLine($"{cases.Length - failed.Count} passed, {failed.Count} failed");
return failed.Count == 0 ? 0 : 1;
