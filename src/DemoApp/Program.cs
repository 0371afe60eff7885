Console.WriteLine("vision");
