"""First names that people in a Dutch city bear, old and young, from many countries of origin.

Two words with a capital are as often an organisation as a person; a first name tells them apart.
Somebody with another first name is still found behind a form of address, a word of kinship or
initials, or before a verb such as "woont".
"""

_NAMES = """
    aad aafke aaltje abdel abdelkader abdellah abderrahim abdul abraham ada adam adelheid adinda
    adnan adriaan adriana adrie adrienne ageeth agnes agnieszka ahmed aicha aida aisha akke
    albert alberto alexander alfons ali alice alida alie alies alwin amal amina amir amira ana
    anastasia andrea andreas andrej andries andrzej ank anke ankie anna annabel anne anneke
    annelies annemarie annemiek annet annette annie anouk ans anton antoine antonia antoon
    arend arie arjan arjen arnold arthur arya asma astrid atie atilla aukje ayla aylin ayse aziz
    bea beatrix ben benny berend bernard bert berta bertha bertus betsie betty bep bianca bilal
    birgit bob boris bouchra bram brahim brian brigitte bruno burak can carel carla carlos carmen
    carolien caroline catharina catherine cees celine charlotte chris christiaan christina
    christine clara claudia claus conny connie coby coen cor corina corine corrie cornelia cornelis
    daan dagmar dana daniel danielle danny david debbie dennis derk desiree diana dick dieneke
    diederik dik dilek dina dineke dirk djamila dolf donald doortje dora dorien dorothy dries
    driss dylan ebru eddy edith eduard edwin eefje eelco eline elif elisabeth elise elizabeth ella
    ellen elly els elsbeth else elsje emel emiel emily emine emma emre engbert eric erik erika
    erna ernst erwin esma esra esther eugenie eva evelien evert ewa farid farida fatiha fatima
    fatma fatouma femke ferdinand feyza fien fleur floor floris frank frans francien francisca
    franciska freddy frederik fred freek frida frits fritz froukje gea geert geertje geertruida
    george gerard gerarda gerben gerda gerrie gerrit gert gertrud gertrude gijs gijsbert gina
    giovanni gonnie greet greetje greta grietje guido guus habiba hakan hakim halima hamid hamza
    hanna hanneke hannah hannie hans harm harmen harrie harry hasan hassan hatice heidi hein
    heleen helena helga hella hendrik hendrika hendrikje hendrina henk hennie henny henri henriette
    henry herma herman hermien hessel hetty hilda hilde hilly houda hubert hugo huib huseyin
    ibrahim ida ilse imane imke ina ineke inge ingrid iris irma isabel isabella ivan ivo jaap
    jacob jacoba jacobus jacqueline jaime jamal jamila jan jana jane janine janna janneke jannes
    jannie janny jantje janus jasmijn jasper jean jeanette jeanne jelle jenneke jenny jeroen jessica
    jet jetty jo joan joanna job joep johan johanna johannes john joke jolanda joop joost jorien
    joris jos jose josef josephine joseph joyce juan judith julia juliana jurgen jurriaan justin
    kader kamal karel karim karima karin kars kasper katarina katarzyna kate kathleen katja kees
    kemal ken kevin khadija khalid kim klaartje klaas klaske koen koos krijn krystyna kurt
    lambert lammert lars latifa laura laurens leen leendert leila lena lenie leny leo leon leonie
    leticia lia lianne lida lidia lien lies liesbeth lieke lilian lina linda lisa lisette lizzy
    loes lot lotte louis louise lous lourens lucas lucia lucy luc lydia maaike maarten maartje
    madelief magda mahmoud malika manfred manon manuel marc marcel marga margaret margaretha
    margje margot margreet margriet maria marianne marie mariam marieke mariet mariette marij
    marijke marilyn marina mario marion marisa marit marjan marja marjo marjolein mark marleen
    marlies marloes marta martha martijn martin martina martine mary mathilde matthijs maurice
    maurits max mechteld mehmet melanie menno meryem mia michael michel michiel mieke miep mies
    mimoun mina minke mirjam miriam mohamed mohammad mohammed mona monica monique moniek mourad
    murat mustafa mustapha myrna myrthe nabil nadia naima najat najib nanda nancy naomi natalia
    natasja neeltje nel nelleke nellie nelly nicole niels nico nicolaas nienke nina noor noortje
    nora noureddine olga olivier omar oscar otto oumaima ozlem pascal patricia patrick paul paula
    pauline peggy peter petra petronella philip pien pier piet pieter pieternel piet-hein pim pleun
    quinten rabia rachel rachid rachida ralph ramazan ramon ray raymond rebecca reinier reinout
    rein remco rene renate renee ria richard rick rie rien riek riekje riet rik rika rina rita rob
    robbert robert robin roel roelof roelofje rogier roland rolf ron ronald roos rosa rosalie rose
    rosemarie roy ruben rudi rudolf ruth ruud saar sabine sabrina said saida saloua salim samir
    samira samuel sander sandra sanne sara sarah saskia selma serge serpil sevda shirley sibel
    siebe siem sien sietske sigrid silvia simon simone sita sjaak sjaan sjef sjoerd sjoukje sofia
    sofie sonja sophia sophie souad stan stanislaw stef stefan stefanie stella stephan steven
    stien suleyman susan susanne suzanne svetlana sven sylvia sytske tamara tanja tannie tarik
    ted teun teunis theo theodora theodorus thea thijs thom thomas tiemen tijmen tilly tim tina
    tineke tini tinus tjitske tom tommy ton tonia tonny toon toos toosje trees treesje trijntje
    trix trudy truida truus tuncay ulla umit ursula valerie vera veronica victor vincent wilhelmina
    wilhelmus wil wilfred willeke willem willemien willemijn william willy wilma wim winnie wout
    wouter xander yara yasemin yasin yasmina yildiz younes youssef yusuf yvette yvon yvonne zahra
    zainab zehra zeynep zineb zoe zohra zwaantje
"""
FIRST_NAMES = frozenset(_NAMES.split())
