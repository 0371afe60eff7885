namespace VisionPlugin.Cards.Recognition;

/// <summary>A family of networks whose outputs have a known form.</summary>
/// <param name="Decoder">The card's type of decoder.</param>
/// <param name="Task">What its networks are for.</param>
/// <param name="Match">Holds a model against it.</param>
internal sealed record Family(string Decoder, VisionTask Task, Func<ModelFacts, FamilyMatch> Match);
