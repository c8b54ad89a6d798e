using System.Text.Json;
using System.Text.Json.Serialization;
using Bansuri.Host.StateDirectory.Instances;
using Bansuri.Host.StateDirectory.Leases;
using Bansuri.Host.StateDirectory.States;

namespace Bansuri.Host.StateDirectory;

/// <summary>How the small files are written and read, by generated code.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = true)]
[JsonSerializable(typeof(Instance))]
[JsonSerializable(typeof(LeaseRecord))]
[JsonSerializable(typeof(HostState))]
internal sealed partial class StateJson : JsonSerializerContext;
