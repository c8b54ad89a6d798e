using Bansuri.Abstractions.Keys;
using Bansuri.Abstractions.Nodes;

namespace Bansuri.Abstractions.Binding;

/// <summary>One key that somebody wrote, in whatever form.</summary>
/// <param name="Key">Its row.</param>
/// <param name="Path">As it was written, group included: <c>scheduling.params</c>.</param>
/// <param name="Spelling">Where the key stands.</param>
/// <param name="Value">What it was given; never null or <c>~</c>, which count as not written.</param>
internal readonly record struct WrittenKey(Key Key, string Path, SourceSpan Spelling, ConfigNode Value);
