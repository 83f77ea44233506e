/** Names from the many origins a British school has. Everyone here is invented. */
type Origin = { weight: number; eal: number; girls: readonly string[]; boys: readonly string[]; surnames: readonly string[] }
const list = (text: string): string[] => text.split(', ')

export const ORIGINS: readonly Origin[] = [
  {
    weight: 42, eal: 0,
    girls: list('Amelia, Olivia, Evie, Poppy, Ruby, Grace, Lily, Ella, Charlotte, Daisy, Freya, Isabelle, Jessica, Lucy, Martha, Phoebe, Rosie, Scarlett, Summer, Tilly, Hannah, Imogen, Keira, Lottie, Molly, Nancy, Bethany, Erin, Abigail, Eliza'),
    boys: list('Oliver, Harry, George, Jack, Alfie, Charlie, Archie, Freddie, Thomas, Jacob, Joshua, Leo, Max, Riley, Samuel, Toby, William, Ethan, Finley, Henry, Isaac, Jude, Kai, Logan, Mason, Nathan, Owen, Reuben, Stanley, Theo'),
    surnames: list('Ackerley, Bamford, Barraclough, Birtwistle, Broadbent, Butterworth, Calvert, Clegg, Cockcroft, Crossley, Dewhurst, Duckworth, Entwistle, Fairhurst, Greenhalgh, Hargreaves, Haworth, Heyworth, Holroyd, Illingworth, Kershaw, Lancaster, Lumb, Midgley, Naylor, Ogden, Pickles, Ramsbottom, Redfern, Rigby, Schofield, Shackleton, Stott, Sutcliffe, Tordoff, Uttley, Varley, Wadsworth, Whittaker, Wrigley, Marsden, Pollard, Rushworth, Thewlis'),
  },
  {
    weight: 14, eal: 0.55,
    girls: list('Aaliyah, Aisha, Fatima, Hafsa, Iqra, Maryam, Noor, Sumaiya, Tahmina, Zara, Anika, Ishita, Kavya, Meera, Nandini'),
    boys: list('Abdullah, Ahmed, Bilal, Hamza, Ibrahim, Junaid, Musa, Rahim, Tariq, Zayn, Aarav, Dev, Kiran, Nikhil, Rohan'),
    surnames: list('Miah, Chowdhury, Hussain, Begum, Akhtar, Mahmood, Ali, Uddin, Islam, Khatun, Patel, Nair, Desai, Iyer, Shah'),
  },
  {
    weight: 6, eal: 0.4,
    girls: list('Harleen, Jasleen, Manpreet, Simran, Gurleen, Navdeep'), boys: list('Arjan, Gurpreet, Harjit, Jaspreet, Manvir, Sukhdeep'),
    surnames: list('Gill, Dhillon, Sandhu, Sidhu, Bains, Grewal, Atwal'),
  },
  {
    weight: 7, eal: 0.7,
    girls: list('Zofia, Maja, Oliwia, Weronika, Zuzanna, Łucja, Agnieszka'), boys: list('Jakub, Kacper, Łukasz, Mateusz, Szymon, Wiktor, Paweł'),
    surnames: list('Wójcik, Dąbrowa, Zieliński, Krawczyk, Piątek, Głowacki, Sobczak, Źrebiec'),
  },
  {
    weight: 5, eal: 0,
    girls: list('Niamh, Aoife, Caoimhe, Orlaith, Róisín, Saoirse'), boys: list('Oisín, Cillian, Fionn, Pádraig, Tadhg, Conor'),
    surnames: list('O’Dowd, Gallagher, Kearney, McGlynn, Ní Bhriain, Tierney, Geraghty'),
  },
  {
    weight: 4, eal: 0.05,
    girls: list('Siân, Ffion, Cerys, Bronwen, Nia, Angharad'), boys: list('Tomos, Gethin, Iwan, Rhodri, Siôn, Dafydd'),
    surnames: list('Prosser, Bowen, Llewellyn, Pugh, Gwynne, Ŵyn-Rees, Maddocks'),
  },
  {
    weight: 4, eal: 0.7,
    girls: list('Elif, Zeynep, Ayşe, Defne, Gülsüm'), boys: list('Emre, Çağan, Kerem, Oğuz, Yiğit'),
    surnames: list('Şahin, Yıldırım, Karataş, Öztürk, Çelik, Güneş'),
  },
  {
    weight: 4, eal: 0.8,
    girls: list('Ioana, Brândușa, Ștefania, Mădălina, Anca'), boys: list('Ionuţ, Ștefan, Răzvan, Andrei, Lucian'),
    surnames: list('Târnoveanu, Pârvu, Țurcanu, Mureșan, Bălănescu, Sârbu'),
  },
  {
    weight: 5, eal: 0.7,
    girls: list('Layla, Yasmin, Rania, Huda, Salma'), boys: list('Omar, Karim, Zaid, Tarek, Yahya'),
    surnames: list('Al-Hashimi, Haddad, El-Sayed, Mansour, Khalil, Bin Nasser'),
  },
  {
    weight: 4, eal: 0.7,
    girls: list('Hodan, Ifrah, Sagal, Ubah, Nimco'), boys: list('Abdirahman, Liban, Guled, Mahad, Warsame'),
    surnames: list('Jama, Warsame, Farah, Abdi, Hirsi, Duale'),
  },
  {
    weight: 6, eal: 0.25,
    girls: list('Ayomide, Temitope, Folasade, Chiamaka, Adaeze, Abena, Efua'), boys: list('Oluwaseun, Babatunde, Kolade, Chinedu, Kwabena, Kofi, Tobi'),
    surnames: list('Ogunleye, Adebayo, Bankole, Eze, Akinyemi, Boateng, Owusu, Ọlátúnjí'),
  },
  {
    weight: 3, eal: 0.5,
    girls: list('Xinyi, Yutong, Jing Wen, Mei Lin'), boys: list('Haoran, Zihan, Jun Jie, Yichen'),
    surnames: list('Chen, Zhao, Lau, Ouyang, Xu'),
  },
  {
    weight: 4, eal: 0.5,
    girls: list('Inês, Beatriz, Leonor, Constança'), boys: list('João, Joaquim, Tomás, Gonçalo'),
    surnames: list('Carvalho, Teixeira, Fernandes, Conceição, Magalhães'),
  },
  {
    weight: 2, eal: 0.4,
    girls: list('Renée, Zoë, Anaïs, Chloé'), boys: list('René, Loïc, Théo, Gaël'),
    surnames: list('Beaumont, Lefèvre, N’Diaye, Garçon, Traoré'),
  },
]
