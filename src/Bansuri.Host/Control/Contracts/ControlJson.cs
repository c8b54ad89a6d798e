using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bansuri.Host.Control.Contracts;

/// <summary>How the documents are written and read, by generated code: no reflection at a client's start.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = true)]
[JsonSerializable(typeof(HostDocument))]
[JsonSerializable(typeof(TaskDocument))]
[JsonSerializable(typeof(ImmutableArray<TaskDocument>))]
[JsonSerializable(typeof(StatusDocument))]
[JsonSerializable(typeof(OrderDocument))]
[JsonSerializable(typeof(SignalDocument))]
[JsonSerializable(typeof(ShutdownDocument))]
[JsonSerializable(typeof(LogDocument))]
[JsonSerializable(typeof(WhyDocument))]
[JsonSerializable(typeof(GapDocument))]
[JsonSerializable(typeof(SlotsDocument))]
[JsonSerializable(typeof(PluginsDocument))]
[JsonSerializable(typeof(ReloadDocument))]
[JsonSerializable(typeof(ProblemDocument))]
internal sealed partial class ControlJson : JsonSerializerContext;
