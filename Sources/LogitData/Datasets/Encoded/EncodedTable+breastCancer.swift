// Written by Scripts/make-datasets; do not edit.

extension EncodedTable {
  /// 569 rows of 31 columns in 27120 bytes.
  static let breastCancer = EncodedTable(
    rowCount: 569, first: 30, contextShift: 0,
    columns: [
      Column("mean_radius", .number(decimals: 3), bits: 14, contexts: [30]),
      Column("mean_texture", .number(decimals: 2), bits: 12, contexts: [30]),
      Column("mean_perimeter", .number(decimals: 2), bits: 14, contexts: [30]),
      Column("mean_area", .number(decimals: 1), bits: 14, contexts: [30]),
      Column("mean_smoothness", .number(decimals: 5), bits: 14, contexts: [30]),
      Column("mean_compactness", .number(decimals: 5), bits: 14, contexts: [30]),
      Column("mean_concavity", .number(decimals: 7), bits: 14, contexts: [30]),
      Column("mean_concave_points", .number(decimals: 6), bits: 14, contexts: [30]),
      Column("mean_symmetry", .number(decimals: 4), bits: 12, contexts: [30]),
      Column("mean_fractal_dimension", .number(decimals: 5), bits: 14, contexts: [30]),
      Column("radius_error", .number(decimals: 4), bits: 14, contexts: [30]),
      Column("texture_error", .number(decimals: 4), bits: 14, contexts: [30]),
      Column("perimeter_error", .number(decimals: 4), bits: 14, contexts: [30]),
      Column("area_error", .number(decimals: 3), bits: 14, contexts: [30]),
      Column("smoothness_error", .number(decimals: 6), bits: 14, contexts: [30]),
      Column("compactness_error", .number(decimals: 6), bits: 14, contexts: [30]),
      Column("concavity_error", .number(decimals: 7), bits: 14, contexts: [30]),
      Column("concave_points_error", .number(decimals: 6), bits: 14, contexts: [30]),
      Column("symmetry_error", .number(decimals: 6), bits: 14, contexts: [30]),
      Column("fractal_dimension_error", .number(decimals: 7), bits: 14, contexts: [30]),
      Column("worst_radius", .number(decimals: 3), bits: 14, contexts: [30]),
      Column("worst_texture", .number(decimals: 2), bits: 13, contexts: [30]),
      Column("worst_perimeter", .number(decimals: 2), bits: 14, contexts: [30]),
      Column("worst_area", .number(decimals: 1), bits: 14, contexts: [30]),
      Column("worst_smoothness", .number(decimals: 5), bits: 14, contexts: [30]),
      Column("worst_compactness", .number(decimals: 5), bits: 14, contexts: [30]),
      Column("worst_concavity", .number(decimals: 6), bits: 14, contexts: [30]),
      Column("worst_concave_points", .number(decimals: 6), bits: 14, contexts: [30]),
      Column("worst_symmetry", .number(decimals: 4), bits: 13, contexts: [30]),
      Column("worst_fractal_dimension", .number(decimals: 5), bits: 14, contexts: [30]),
      Column("diagnosis", .text(["malignant", "benign"]), bits: 1),
    ],
    text: """
      518>1.Y8Sr@#vI.3j#[py:{VeyzT]yV?+@u{22nFDrV$JdE1M1Dh'>G[v+.*fNz#DT`u0?>wI:.vDYlBqWzcyj=t@uvY]>9^Ra5oKX|~
      s2yL6+cQs@)KX&GvXhui21-7urX>/;0T5(u(+'%s?y0nVQS.8bydZtw{<][!<#;((0ZV|_4BoN@h1k>Dg<E;mM(u|2IPR-H<Dq.7M`gS
      =h|;b:mjri'o']B@lu4OQ0vdH+GIzfkU[XI&HXTM;YU6'[|C#8^<KR@n8DMk2BG/@1ex5pT'DpDead,LpP<vuv1S.*tN?O@ANZ7JU3?}
      +t_i^7*T?oISlKxGz~qjQN=F&sHWzj1c-u<AdYX%A^:Qf4O3,B5LQ@/M|xd,MrLrs]c]$xC;aV?.U*.dxYmvz4WoiWWr/07^yclQwdVs
      bBpT:!?*eTS`o>Lg9QJr1|<}TN0N8dn]eHgcM?G4&E7{4EeIsfz)s#C$d^qOyz>@KT:{1mL0%YKU/Q=-t*k-Owsl'J0!aZ7X23Ul<3VS
      `cW]y`{TfHYi[ic4u?|5{m?1m4P^^imF;B'hNyv)[L0G`nShGVn3nOg<+<$])<=XiuNy)P>s5F,1pH^;,];xzWfrIY6+a(+[zD&M9s1E
      Y,kx2iX#9zc@uk.,{u-Z;Z$iUZNNGukqtj'ct6L+K.{q_B{OEU:Wj_`*WP(Bd%tq3<TG]n)%c=%wCR3hXp_ugE+`F0eSrUCqK6_tw.y>
      gH`%P4FE&f`-lXLq*kzIdgn.6a9,XK&wLbD+>-szXpi$.M,^ZN@JoiiH8bI99q*Vyx-aI`.)Zm>75jX8[VjbrQItgyl-oF?'_h4tjRdx
      +C3u:MOxxU8U5/M{2^1r=p1a'zweCu4#l80J=]Eb]dYT8Nu>-)_}KG'4';$qBFDo2H<8kLpuAw*<dt^p5SQB|t7,F_&3y'NPjHRXYDTc
      |a<SxgX#C@<)Sg.!8&K[#tw@K&uBdt|W.hp8@z7/`fL6{0?32bc{n`>0DdPlx-PJ'!DNK&6WIe8pF},RkBc!%=[j1y|<hxaGlhy&J,/N
      j-`}xm|-r,?h#7W[GFSP=.$`AUxtm~4mD2;wvMJ(TeMl@pUL`,xwpKQZ-=^^]iuhOiRU/+Y*QD)SY='&X|^'C4zek-[g-Z{Vwk;!4xbj
      29;0))=K8MGhMgX};I]8##y$AREW80@0{E4]JG-!U@e%S)p><Jy2?xqSb9IW]<>U<hvSpw+j1).hGYqp`}m605T}H!FC?+;{v$i0DbbH
      1l`M,GF@E3;>?q1S`5BsL_ur#X>R[nD4Br>=Izi3$*4<6!@4sp*eG=o/=o;El1ADBs(f29F-P9vOT50ncaZ+F9vh_<64BG*_o,q*#iG8
      ci;Hn1<-ajF{+mlD%^C;[84{*F|:5}oJ|'G5PExaKN(z-YV|[=P'IAqSb+6@N%l(c3#sTL]-.9^t8;sYP3q@z/&TcW+a)`kNGVE;_M2E
      LOHRc=F41l{.Yr2ob-_>Dfb,acW/y{e^LiQ/ZdITP{L-vyjn>pd_'Cr*H(X^*ygtUoWwlS%q?dKXXl)w]C,{w2:}UM6i4r#~P[6>^%h#
      cX$CCLnN_/{NoXGi7Fwf202r)fnE>Q117Yi[mlIV,TalpON%ckx_p&w$ZLYddK@]3G`nd%f=XfDuHzm1B=AgoTIaXZ{^w8|>a*:CEUb5
      p>:X-8Iy>@nwZXm,7l%@1)QiSK`:2q0FbJ?_+ZjOI5pAH?=^*Vj:`~v$#.J2tyBIdi$w9<-c#UaPJ)f?X@#(NA@#c{+rj`q?M{yGOt/i
      1+#E<HjzpUCp?IXlKS*6b,CZcG>n1*^23$rlH,j?_24Zh+9<5&P*Jr|:{W5_Ju)`n3emjt2r:3o_'Sscq[=V(zXxl@,jbS#D?YZQls7e
      <yKsozSbYH&}a08&f6?j{0AB2`rIy9DH8.sV8Vl{34Sw]IM,*ticZ4`<.,%z62ilcp`IjEeRZwL*P]Y1MdZ2&EWVmq4f<T3!c20^Sq0d
      *ABJ[JMwqZ5|6--KUxCIy+PiQ8B6[Oa;_v9;+R&Khq]Ra-L-f6gqI.@8+cJA#>b`]arXN/`#|lFOA-]0S7Yb|:tg/CID..:#$EQ^ZSzt
      Q$4lAGU34~O`w>'qk+H/Ob&'sF$pmaB*x0N3Cu[rv8>5z&6`n[W{/-i-M2LZ^Nkmi}U*^0x*{PyA|zo~RKY&;2x`+]-?Eorvc-?(<R2=
      y*>/jH=WzBm5JD]iNPg<GXeqA~Uipl]r+_,`ZH0sBG+maF/^+67I0v&:2kk(&cX#'s$U.4k`{({:Ea]d1;ATQ/0GHIB`'ZYsBiyerS-2
      KEF%q6mn1<30{YWc`t8,W;[5{CmTewKkj0u~n?oAUZSMH2mwiQ^bd&RJ1_qSRmPn0<9+jP>Z`UK1s#E$'2ql.flo(@1kfq]u,RtJ?j_M
      nPwuo&i#Z{VGSOIf.g%Vo*8O8cD>.xGGpm)/a3heTff[b6?$t9z_f'o4Y+Ey:*koZPF:p{DxK_udMX9!WH1#,[V;Vu5y=c]O'OxfEizJ
      <xiO$K+&;QiPHx[QPnq9s#c'AdW]lg|xo2RJ{%qssCUeIP+;M6PYwn)<9R5-4z;ma,aj36qL8`lhQ;K$D?d=Jhwl(L3O|:B:r]Y1*XPX
      +Y#M*E0+K4Z]->S}jh(kI]@i{@AdlJbOC|AZ]1Gt/Z{6Cmh;'(u^4P&z.z{`c1S]_8.gUSL^2@Th@.kJXOCa+BK)GY(',OrLy-'{t#K3
      ?0u3mW'{X-yE#1Mn]tjk-!U-9I5]YX+oorJ0JU?IWhvDKVA*pG$~L}?Lr+?'|{3+F?GEoR59v{xa?vNgBL|o-GUi?U6bongL|vU!9qX#
      Y3rX^]Z=GpKc+mdW<XRT/@#|4}JnQ=+MMtd9)ij,%,aqi-;[IyXd8mxF4o3d2>Hw|v',tI(pIpm?S{`5<<lIlhB{7{'+F'>pMT/J6sE2
      w$64Z{05@RMB7JjeV-er,eCl;i?^r|(K@OM,](faGs{bAlKD3w%m`TK>M-4MHT1&Avp/P4k7/B6k)5ylG:X]Yg6S>9g#.Jq#&DZZT%gU
      ;C%`rwW-R1(X<m,6(n>}y9u15Ax2?^eyS:oMTudt4YF(.LN$h2Ctt$[N^8XLN@@uy@4T3]<nBmV+]ej9y)VFtw(KP4@:2XA#nF{;DVmm
      @$h,7h[RsPOvc5*HR;J*$XD':K|r6Wu5dJ4c:<,+u~TM7.,[%HJs/?g[kN/vY[Ld-LL)p<XDEj++lj|B{^zAu8;py664C*2#.SUTHCdx
      1l_}gyc)>Uge<e9sY{tm5Sy/ND0ot:NldB]KV-X2o9W!zT-35#nRMW8xSu[[Mz9R72'^F2=c@,m9#0X_j-'Gk4BuUK*c2j'fu6e%7j{U
      *rk$WtW;C3pCnby$/q#p*~_1d7yLZ4t'GpB1Cs:`L~crdT26OLf1qOg8l_UKNu9#gj<f%'=7;O76v4jDnRQvA309E]iIZv5bW5<k'J(7
      ]1.>tAXL&fxkvD<.QV47E@N0-C/)|&Y`tPh?9'gWA1^d?_N1u%:f2R021<D34HCvs&T0_?V@/DLou8F$/buvoxU7sk>a-q$FP7w3,wqp
      YSa#VCW?:>5m<fm`.&,?QI_2G=ir,[VF/K/D]gd1lh(|C4%;PF'tJFGwQ$s8[.rRRta.IX.3*%8'd>Sh,R$l@%M+DW8>NJ;@HhXw0I=O
      /|P.p}4_x|F#RqHB['SXKBo=_|vwC@jD4l1lcr^RgPWn42PS_UO)d^araKkBBbk%Re3y3q`r.uQMhjnI%wbLncV*q/tPJO.+=4xc^QYI
      o3rQJd=.BWE+Z>TMUTX7ht6H#xRdHze0vWMn4nN|$qi]m?/SH0BRa7|IW$ZD{fvH7<&;g}Gtg^81?~_4E'N*CJezT09P%.iuJB8W:`:9
      Z4b.)6uX#~>L+VOceRiu[k-e`^WT`xwiBBw5K.LueAHW9+Peum.k3@,5kXOV,7|qW~ICuud#G0lc[$I~|~e}4v7ck&A04{I/i9D|1y2B
      %[oH>(,NlGgT5~9cW0Cl`$1@-,u}--Iy'7q',R<`+U47>yKo-S1HQ$E4efIE/uuVAr*$q6i(h/0fmD2AAph$A`/F0W5,+Kg^<[;p02>[
      nF,'1&H(cye_s`W?-N{I<V{vUDkQ,bT2sq2Z2]6'JuHBghMKQ2OSe)3H/zI%:31!p.k@ZPY{TB=>@m&{iMTGyqJwRuP'>DlDu2v0@iJM
      jZZ*;QW?=LuSS]Gm`3BFl*l;nYTqAY@JfO|}ztF8?'R~IDgUQ3,88NJVZu+U*ak)2<wx6L72M'X6[_gY%6esFq^FOBqwR,d4K%34g]qT
      C-g$cu2)m3^ltZ^}FSrbb0I1d/>GvHIRP/ehig8erB6B?$t)N}J<8F=201^y|nQwRGH8Nw)Yu$=#|n=m`;8rf(3v{|+0w#o5(;tILI[O
      SYW9vP,#d_TXzfwkMi+Caa.F^s$%oHprG6Alt>cDhJP2=kFZRy@7`wMumR`=0)<4sbvMcO3}[p|,;?Y!pqLZaB0LQ&(5/S<r<Ve{f'1+
      :mP!>pbG^%.4(Em8h/$?yEr*W5:V:ExgGJGaMUQcqMTZ'wi+UxA@O(ls|P<xA/8k&0Us*oft<3oqO2bf3s$IVv0Ta%2C/ISBgUd3|Va&
      5DL$+$r[qdO>rlz&Uz97X(p3iF6pd=bw&:ysYs&hEn;&8NG9t_s(u3P,`1+*Zcn0W=r{8-s!A'L5+Q3Z3AfyH_I$,hI}'O<A2ZbbxCAc
      U]3MZr[<WatLCW'*wE`brmqW2ET]<3sYlZYO(X6g2Q=:ux'NF4yX@I::?N)[>9#`*Kg37EY7;RJ_Nc<@J<k!K)O$'VJuG$BxBO$IQkP`
      $<BS`)AstREJ6S(R%M2[(e<nS+Q=g9/`p/|=XA9a9/l6u,{?6-r*Y58<fxU0w43{iUA+`0v)?|^*f$(w)z>M(~:oxn^3y/iwMurU'&z'
      cpYO8MJ[3rmGdEK>IJ@&DzyahV=;lUw8Ako,jQ[tzM5?jr.,XQ0f1~LWnHq!4~*veg5qe)R^d@H--Vv?0RY^If+{<'0ADuS)]D{1]N:$
      j8hN_GRK,BW<72IZlF^PB^9u,pj-HuSV@UkcnIDngNWo.#DjsWg]xeWH#j+-0<dY6nE#fo^pi>,52eG{NJ_3Y,%^f0H*_XE,fii^Ps'a
      ]Lqr44;dWv'k?8>O8aJB>RPPJ6{(l[=w7y8{rD-qlEYM9e-z&?e{;]NNv8P,oBN4fXN(*6V]I#>t=l(WwO=!>76`@oZ[m`RUexbxZM9[
      f!Hci5i,oPR-<NYO@a7@12vz&e8[/9+`F[K!+]PsN}LG{=@!X1'94U_#^0:aDGqoaTw$LD`IL^^XM}kU]M=|&ANVz<5K#3r`gF(D$]^d
      :,L2e@z/WY+JtZ8.YI^LX1c.{l$#0~%Zm1<qq'/E8!Fk&-M66I8Nn4;J$V?91#MUOx?AFI_06zR)<FApLD8'K^I7UmC-Ps[4x7tc-m4_
      b'ce+^i/OdoS/LN(x6f@37EuC.d8tsL9D_,l9ALvU;A;zTe#0TE@B1x[umHz^SIH6_:qh-*YUTZ4|e9fNmk-t8$H@wI}8n9wzERE`;9v
      `K<NK/Z{MPO,Qc'Q>ZAERG)20dG:4OV|B$<b42U6nGH?fUUd^AN:jdw,^)Cf#VTB2Oq>HP77B<VF?G2Fk>C)'$+YTkWse4+};<cy>SGi
      <ec0_C=(`|E0FE,S9Em>y5{y[a2|0bb*'MRh;lW~@kG0|fWvm[2!)/egJ6vBt8{g;,.&57$vaoulZ6X}6E-AJ?;pVus!6W:z2JH~>GI[
      )n(-{~ltn,cb/dzRN`b~i}1yOl(i+)#&rt3Grz2{R~v_.Z2Gwb:b0<N'W~Ep6xqwpjHT#|rv2=9<:I/=5F:75NvbCxF?`Ea_m2aV6fOD
      /)<|v<h;;LHwVNE-@Io7mw^49qP0#z/N-u:q<7;g-jT09guO3QOM92FOg?q#2F+$UJJ69W'og1g,E_LFveQALR+yp{{HmeR6lXS(oU1m
      AT0.--ed8p]g'RMQLRVqx|@O|@>K'Sk9(nH,MuGQjz+iACoqa[&uev2?Hv#{>pB>H9RIKB+!@[:'f#x9]_I#7hlIad)2[U6G_O=hJiZ!
      z>Yc_)J6(U'[]]o&Yd?t'k8]hUYR1gGh0E82E;r$AVEzdG[OA`dq6$kdP=]+$e#Darg:$uh}<0?uJEog$H%#kK)0N;U11mWm1F&RdCK>
      Av/)=<A#@bbs@<%o`2El6>DH57dcky'~v6Gg=~=x-XOQl%gB<-'9DgDSK^Ho*U.D7GyEqT{k@$qq8iwV:_Ap24`#Oq#Z$lEQ0aO_DUw`
      F8b-kL1Zl?c#U4WolC2wd~a3;{vvJ^Fm?oYqIrd`OE0nhE%2iO-}*f#X5|#11,%`>_{oh<q=ir@B,44:O^B!8G{bZ/7Sj24-5e]4J~$F
      6s*iqv)d&O9bN9YwAcB/+$_NTF<UB(0:AG3!dkg}/z*o>$Y(osNP(Y;-Np*:KaYZzlz}8}[MTY;e{x[(D:F!iIr@`[w`=izkPaby,V0_
      qZ1`:aE}mo<3J=/9`PXl)Z>Wcmwn+24FHx@R%qL^,)H}QEi{wA7:]'ZR6Efpa'#_.9zf^udW)W^C/v)LD[K|bpeST*$[,E/CP6:+U+8>
      fd1E9-8eubFWPL?gIl]Ug1SvU9Z]B0;,iA@$g'T|oX`=Apq{]HAlNK+b@*3n9w.cu&spgK=?qX8><Ts2xJ*%C-vMkV7GG=izlxekiS7h
      H6t{9oKxyK3J-zb(JHKFy>PgF/P'OD9mWPX0'.jl55i}y:kTq;T<@cjycbn`6>iIe>:~caw-Q5ur^/5qz!FB&+hM4M8h/VxU]`$sFLb$
      [7DLnHP8'?ERu<&az@(17b-NmF|(V](Y_c%CR+#%jRc4y!=6IRlqLd3/YghhwWiO&:xM8y(eg<ht$J:QK4AK`*TQn>y/E=;=YI>Upypd
      kC;2Smyr:i8cHhA`aMEP:)bOf-dSWl#>#v2}EMpH&=F7QiZVC>A_Ov_o|tU*JR>HaRj@jVkMofVQnO%y-qVYD^qSH{Xe3T-1W8c4*O|*
      /@txkV9Vc62>^*AJ&Z[N]=6'qmqw%kXckKiE:r(UKh9)F@x5l71{^Ah8`$b?ugDp-SZB7im[zc%=V^/dKim>MYf?X`XK)s[%Jo&RWel,
      O4.#q0+q5`sQ#AGNfl:8MGB2^{G]4C@.<2M%9e,jZ%uP>o5ZV8ia@yN/9iCs0>W]B8RhP1;*B*LrA$#v/a$61-y):UDNo5TC.'O%WNHr
      ?_nY8uxZjm8[lrVc*&5vzCxj(WS}bw=8hAATu1?'kg|API3~u>IhIo^|i;>&Z@^5%&mU[JM8MM1sOkl5{yD{-_QY+[k>hwHW#QA>:FL2
      <BDo)zj?53uvd=*$2iWxe6IZy>mm4Scmb/Xk%Q+c=N_..ma/CW3UL}<t9tz,FwgqQ{NNnUI&z.l_DLTbY+5YEMl$<$'l<m<!q.2xonvi
      F+1$E<`P9H_>nJ3~w+l:ERAK$.%1COpBiQxg'ShjQ6R;,ws*|P(iWuX/`qdRA-(//bx|QegsE-<')dzYpqIprFoa#xiR.6-]-x'S7ABm
      Sn7)gUo3NXl3bB|8Ty`s9_kQZKh`y,3K}$hKLk{NQNA3LqUWqf-gxD64y|3f<!hgH%,3g;y_2n8)8@q2V/{/6?7Wu#ba1@bYI1d>?-p'
      ^|(YZJ])xO:Y1N,^-sS3q2i`$BiK^is{.;9De&LZ7MP:e]6#,gSH|frlS6NukV#CYKA?.SZ5)|rRHB7Uh7?B`_kw>'>zhr?8R{|YD7/6
      +vU-#+_}XnRi:jOjIF_/0Fz~Wt3G[w>'WHg<xWRmw>s^FVSaM#?'B<F(gT-#fXIUX5(rpd>VxjU+h~EQfcv5.7F?n;@BS=W2J7{'qNID
      aL%-5HcaB**~#ylIm.Ide'*~X^J@):Cvrq[Z(yf}e)NNLIeqPs)GcC21t!(0d=z^A)*o|kV{.EDPlzb#'`L<)p9+3~frfXjkp|?q.`|?
      1(oryn0d]j$vU6HQ/lD%n55,QWGj`(e0>U`l$`l}mTgp:Hk.,&,qV2uG,k(?7Rhgd.okE^]|z(0w_6a]_<EIx$wi6Q2*h_}&(dVA1iX2
      (rZKZ4:u4=h;{jQZrKlgWPfV5uaM){=(lt=>fqizzfa[vI,K`t83rXOo^F:UpVtV77gwYRk8>P%eVMys+%g}Vdf{2P>kg*l'Snx^%8eZ
      ,LHD3<G$/NlmF#=tP5XF?AdG8Ibk@VSInZl,V$@WC~gilO0g,kD5CXfqN+ae<gs%5+jVJRc}COyvQWcQueEF`Uu}gjXI3zbbsYK#h1Zu
      O$Koq214J3^>?^0Sv{D}JH+@e|#VAE[s])afK'=y(H+W,'`udV`dnio`+^m|+:=HL6@Aunb@.W8lKDwj8a=^&@9rGnfa_NbvNUOze%Lq
      s`[kp!)mI:0|mT,NzPZU6n;x7G&*v5X~<s7!0CU?RQl|0qRg(.<,USBrWz.B;@sns+@?G69QeStFOj*!t!FUp'+IZUqCr'?unIcq$[]h
      )>$]?yRI4;jIEPh:y8f%#Tf/GT|]j#V+peK2&tfB2uWgP&4Bv(2cGY|H*0RmWR67>l7vpIW9+y{YxWP+84nF^Ej(gm,-Dc0NwnW{YeJk
      -vkxejWF@=fIV7,0'Q(BRv^cS4[e<NA8(5?,E$KE(M><.0cM[@0EVz=%j&OP|etN':UsqV{YVF'$U~P65<PMS[h2WG9Q0E*6bkxRx4xd
      PN3`mf%KwK7dCL(N@STgC`xplX.N*rQ%aB.^e;WH8`A3Sy{^:7/uX'j(xJ-*d{JMfB=YT+vO1t6Rj&n+tAlrRoazja^_=UOxKqW0dXMM
      {9Ddv~.zF`SAevwA02X}D:H;SLy![G(4/7CYtWGQOUKz%RW0u7-NE%Yt[VQFvl3DeiBKBb5+#TJL<y=C9{Mjo!_<A'U@XE[pMNRwSTb>
      XGm6R!L6R.(u'OH7s{01;]&vASTLo<PW[9v)I;)/hCHq0XgUiNt~Ub'>.{[Hheb9lV|VA[gO]OC{T9?+cLm5#?<Yp81nQ'EFZ^%&Z~Qc
      i^k6EyTmnzgz76HTGbQDNy9_dvqaX*QYcL</UX^JMFez'yf=9LDiDf8oRUZy[2?[M.Kg3DW%E61ZXYM|5KvB,j=o4FB|-:9P*=<EHrr6
      _kC;2,3mLF=eS%8,.D43jBC)s9I;I(Fm-KdrfaD't2tRftapBu(yP~;@f0]=[WZF_a|V.C1t$LT*c151ZAS031L2Wntr@ehOKz.+dlQ,
      HuI9_mg^ok?!oLgKbM7Fi5ArTynAHZ_?g^>@*,zx6'odq((LFr?MF?w6hIV@z~[~b_]YR3h-P&[*i|V>U}q!qsj)*L;+zy?G9GGQziPU
      w..o{d4=MNj6HzOa*1OEw)oh>BW3(+rKVykbh=xKHa#EHm?W^>:{Mu]mi~t*Wcl!ux?b@%8r26)INccs^cSl*is*oP43?06zCfG43lau
      ^vdBWHfAq%Dn.?JYxZz[93p!S;u]+U?}`#OGu!8N&Kn5w`sha^i/BDydn6C/poxmK&6c{QyHZ^`8s&2o_.ZnHytLM:oun;i4*,Odo&h>
      nE<x[+cqPd?Djdz'J<I-2HI{iW$G<igO6Qxp`lEtrv]w;MRyvaww&)K'k*[!R<DZyHE%%FhK0c`P<`]_]1Sl)#@2mj=4[MVQit6UzayL
      2bxLb06@Hdhjr>AB)T]rBhukp+(GEXGxwh_!Ev'te>:D@d|zh+6RFj#g'rVBZ,3Ek1(RU@7LeA?^P'lf&w8CFG1sw%ApeLRb:D3NNx`)
      40us%Aey,p*`@PQecU4dKpu1TENT[o[##N#vP8Md)aY|WQNPU}I&zxIG|8Az3|Th#{'qRqZJsxy,4H`5M;M_tTTXKRP$P0T.'(rGpjiA
      ^Zw]8j6q$Y%kcTVTYYn~,/q]dILEu~2ohDmhNNE?8!G:q{P4'GeWxs8=C8/hVY1E2512,r?*KbDCO4dK)XOH*ASa`|oZ@;D=a,[G5EKN
      `7(zB&Xg*9]s#g5d]UJ(7*kzu=-t@do5VgYDDZoMG|S{/pm[3|Q;<0C^#WMHM/RQa%#.CQqF=uKBn|Zl'=teW$,rr/m53D5ujICkx{YW
      i*hRgTF]$wN[t!N5[LcNsmgW#imtKwh;s'1fVUgRsq(|du&AgqeC`S<iBg&q)$o|uU:g<2D9i),umH',OF=M:XgT2=,&o</fid|jB>_+
      +c^9af5qOJT+0zx?c>=^hiA.X-PNwl.[g1i=]hUzG4y{MpM>lnI2`;#|qhgzxK#ux~#{l?q(K9&Xr^)obV<Wf&XQbP.@:KuJH~V{O_YI
      E4%]um,JcZL]IpV4C)`d|??C(Yl0V1UbD7p,d6G,xMa?'C`,hKN_B09$M6]?7n18I=u}J9@^BAKq6'nXa(szP.l3KGkef$RQU`q_^4(p
      dXw(M6%'_Z,zg-CuwZwSx-4~hic$aqnr_fo~^wimK?k2IHC5DP&]H$($P8ULf#UYpqrMIW^5-mgF-f_hHnXi'x+a5$Wu|->ao*,KcX|t
      )TgIfW>uhpxSfvN7Aj5%Yrrm$L>*{PkAdZcLwvn690hV[gbWXCIGMw*CzQT}hK`*wM1jQXME^(B*BgF8j)@l4Xhf47&D`!.pF]%|M>+|
      u*Xk?TrKxt:uo|`|G{Iv)iO%.M9kCmn5L9wae:SpRKC;1+2_3iEB:8Bm9;sMl_zf]ML2Iv^VfYEM{_1g*)M[@D(xb8(O;q``6X'}6Ws|
      a|$V$EtsTEjF+x7;yG#@gGXb^:10Yrd4Nq*&y4e?sNxe6s,ReC5Qxp0.JlC92=Y:#A.z_NmzP0^/Jq'!89/zQsNGg`sgfXUjIp+tibgw
      XlN6Kay<Opfni'?EOkKBCEkI`)Cd[an|P.8;QeU|F<0*B;jA96c-_h]p-wZ#I8DF4l8ArmK@49vMnWmPj9VjL;8QJZq.IJDJ>0OWD0e;
      >G0{<J,*+m$n3MMpB4Qor`d;e{Qd%%;`F|J6=3=trBa(|Ky6*Y5B>F[j0LB{-Gw%?'*v2sxC0`'&r%([Uk9l+D=|ta|@La.,Lyt!4)pT
      jLFzG`7a[x+ht&TyK]i}Mt$zNSvx?[)E](i%)-J,:oYI6OHf7SYdi;rsg^l/zm2XVe.F+7qeGS(=[]uJ?K5-u5)*CW0g2)o}H&@BJv(|
      7='Aj#VpgWUVsv8YU~bKI]sV|<WR=([g&em6=)avZC<i3<[d'R10$0S$kE1!Tt6-0>f{UT1KeiG}f6K.juiOGq9!R#W]yxlk?.7:C]{,
      i~/2Ec%?qg[HQN0@.3)&<-o$bDgt{#y{'?B1mBc<jDO%D<#bLuk#'G3iZcx47HGI(R:msK'=inqSvVkjrX,~+z:wNl3+(fM#$_4Q%r;9
      CKn24cN||x_dRJR^U0LT|*V%<[{dYriOA,kvw}=8kplp,]VCN<Y_st-=Sc'g%i{S&80;-3H.v!);T,'/f=t:B.f@68r~p>hCm=o>o++?
      N'Es,t,n`bynxduAxP%OW;p`oV,/jdmc7^|l38U53<$fU1lIH_oJxd1<71Ag3zaw<%w_YFJ4hAP0ObYCSL%P<Od,F<wNjl_-^0<)VjlK
      QVAPD<rNJg/czd:_(c<$-`#O'x1&h2P'X3,5'!%|o+1-/<XW.5aJX|u>YM?V1!L7oL*%7~7:&'oWsnT5+}-HcYFD@9l/s<P9tu&[AJr;
      {YC=|:/d>rknyf/$p6IS]YpzH8/BMA{3J*GTi7YLN==('FiFkQ=?9EPn;ir'ac(FxkCjnl6:z.1*lx9c8XD*<j+Y/):._bjS=>6+j5I<
      <Uh{}$vq*n[1zyp3bq0-dNS]rpPre4G#tsNB%:m$q6(>%ij-|iA+W%|=<n:_;OoFT/0VO7c*e0Xj^^H{&huF]NO9sRYHH2{QT-2>.T9L
      |Iq[{d?_g)X@nIHAu:F+y*,F:gZ`3j[v=^ii_/m6(6emRR#(?S{28ZiLHZzx[V7F;fko*xiTC+Uzb0$h^_9n3CFJZL1ViIo*i&%/geMx
      z|IqwVGuOPJM[_ywexJ5Kkvy%PY4`.XbuDr)&N@v_oQEE|nsoHjF9-$bgMr-BzFDqZZcOyT`1pHer$CVdOFEjcR.0~S>w~1Qri5T5hC=
      B9]|%nOD6B$YRl57A'>$KZ{C^`kl;EAg*9VPiM>w@vnL4$yCSGXU:''4>`@['TC}&#v$,`9cf6bl(:@y/,<~azc^]&MvD$j9>qW*nVsp
      ty#MyODAQ8VHeCp`2|_t5//^(G[$pFv@<@*ic_wyF=x0NL8q>4bDlBq6*&GwfSNk_n#V/AZqt09$H~D!Vi[(kT.3j}$VV$CMZ#fzF`;D
      MQ8nGq3Y?D[?lk|HVD8Qfo>BrNgZGQw>swI;Z]{CII%||jw6-b`K^et%Gjd'5j*6Q^3tQ5dQ[f8i8Y|ikf=^Gieol2WHA;v7WM5~<d=m
      -9nE{Bv_%(Zd+pbNGisah*-,-5H@F:tp''8|R3{h1<r|fya4Q;nHS[jyfgW@7C-jf'c)#D&?Ofk'eB?~<HeV.9,&Xzv+=vCN.ai+eFu~
      1{):kPwL#TIw,0HiEr2-csqMe%-K&!0l7B<I@ab0?;[^V<R)E8ry5,Y6=4+a7;::0^O9KJrtz,Iv/q8@k`ld_r7v;9^$,*'-$6$/z*9I
      `p<!0ftk|v+:m<1zjY@iMd{9(7D&aXk2EAz[|i2BF5ME*J(,tIM6{@@;{q:<R>IxwlZw3;HOjs2{@FMJw]fP&xnU10(jO4I^Hu<B{H/Y
      u`[Y-2dbOXwnhQ/HkbJ~ZH*;*oFL6lj(?n68`<3s{?jeE_4e<Y*<6p.-8'naF^16`SpYn$$IAp]lU!L`s`XBg[m7QYa8[$$c7{`P(]gY
      SX<f0v6~i8>T.-Z~n=YA0a)E:yXmN/dT%r{<:i/;|QLgs/ji,|x]0#C5Z5e,h4g0/S{s$`P6gBEg|dzEzGS]dtBs,_FF]MlJ+5Rl4nqo
      .GXo_l)hoo-9l3O%?;]jr<Pjr5M88F+4+G_)5&5)ke:bCi(/a-JSd3d1%x7<5K]$k#C//&vxWbeNv!(5webr3EO{G)xJ{_y~Sc-&p/RW
      o3poegBN{4[r`AhMX_)67,HMts<V-k0KR)f_l?i_^Q*cN^J`p%J)?2I|:X'Rz},Y$7FYzLuw_C`XX*)nYlzJVt0wlg18Wulu>+#vdD&/
      0Wg|g<$[ttCYcvSW2@..zwyjS5Bu+UE>29Z$d?(w0rx9C>`'vq)hqdhf-Y=l5LiIavfaRXgZu*LF/<Y5*H}&Fn{vnizWT?7C3Xui(~na
      BvN_Fq1:d&ft/oV[-<+4fVB-Li6+)++w7N(lXkd{D_dyap]/f&@MR.HNm0/ZXT|8hoV6.W@,4K;$&D[]RW?9VVmvZZay^{aZ34I3M/+{
      GOHih*=CBc>uM~>C1Rs5arqJRn6*[oRWuD(7ma)izh78RC((v8-TR-6_*V<&GBHH?$aRN#NiZ:P}Rj5m^5`qmK<:q!M$MkH_fO8${3$?
      ?3Pp^Y1A>GbuR~hqBBr%=8+X&TPB+=.{Du?,?CfuGtxycPvKMid]GU'{hl(U/9ZV3Xy!,s{d4k'Zw0^g4EY1/|7;Pg.i2q^yP[QQrmQt
      ;*2dq)|ph,@009Te`xF7olyhtl_pL6-N4IpF{+>Wnur3]L3TN-42S$4l9ze`dy_o#(xzO6`VEmm8_L,BYwR:fa4YjwO@0j/Hk'$dhF-1
      t)4V&Be#ughe:u@Rw]RW9Im2IE1=q>2Gaydu(L;h/R(17&u-g_(sW=ZC2jQk|@q@h?SuamvvNht('Z,.D*J(B~E+?T'kETX4<~v9`nQY
      /FKP9&pYi'f.YNfy+$crTt^De3=K'2`*-N7-@zgeHBDMR:|]V~nB/tg3I!*Pe>MCRhKlkX7<A.qGLP0OES50OxpzY'J[^j_L5DvG:D9Q
      /oR8z=PW1XkMW+t$[NBA`Rh*eqk&9RCysAJM`Gf4<VTUP/(IBaoX[LN~>bf,.J#,sjxWg5zGM8nvqm)-.[XE5.b~bjRXm+g|k9_K5P%}
      CNp+vVe2E2^YJFd%'IS$36NAAk^4oz$F#;&0QbRv=(PkuoljA`_haV%C?R)hrey}ZH[xDQK?go.k)5yZ_<L^)a`L&y3|Ude^?/dbq4Zn
      HymYKizegs5+WF>kxR|aNy{3@XXIv{zqemO_eRh-gaqpDa[raF1m^w8fL%o6+B%sh6T5C9)-p#.`^Th,P8e+sJ&ZMx0.<mC8z|a@>uq+
      @~7uxw0]]Rje>6L-1#+H].s[MBBeRep='R^NROi{Emg/TiCh8<@:/?Nl1Y@;K6(tow+wjl5bfsTG|)bLt-`LXYE9q?0W5+eh12-H3+BC
      |~/V@ze<l>r$GzDgYH6ffZbffb0v^#&h+B-UA!ptbX[L6mja&PX;gP.y|G9761?T176pbQ+AxyHFq5yP=dIEtA7[uD&{V'+^#n74'##a
      s<BhQo-2'm4C(VNloIrB#yjQ_=^yS&H|X,j[@aU00Kc=F&SpeQHj/ToTKS^lktuT*|f)2Z[f{`9yh6ELg<lhSf,b?*]k5Y_DdPg4BGFy
      zSqw8Gv^P}Lvumgywt9,7Tf<ld>Zk,#b^X:k_@wx_>3UcGQS2-Z2?METVJII`iu'[a^Y0dmx1Aie@mx>/qIuUag=@`S|U{sA5M:Li8Xs
      @yFo_5X!s?9T351+*V%jqCCut*j=nu3Z=6Vkm^(,A5Xu8/<bQZElQU#I-JcNcl$Z[H1ECDi8(Si}qTu67}PFHp^E_HJmp+y'#`d0)clj
      x5AK125emc8gxpn^Oc@MdSaroo5q*/A)LH=G':F5dKKF^69OD!v-y568E$:/`u6s,_P|ohiAP2>EukJJo?=u9z0va|v=@E-}6vYrES%D
      iXwLA/c0lEd3B#v=tP841WRU#8z%Ic-jJPE<sW=B?&I:fPr+Ml4Oy#yq$G:1m3:*x=2T<d8W0xpw?(|kX#a4`<hH?%j:YYCcHxhUI/Lb
      XI2U]6$q$}ovp_UD05z}{NL4PPzzM31-1;zaF!'=g*@J:k1`mYAZWCQ)nV<6t9.4BR#]lUk9lI@Q|1dJF=x[nW?f?s]o(lxGaveA[hrk
      N7agyE|=CsC)EmAOVC?$^Ywo.5lG91f>%1]1UCKzZOU8+JGpTc|K7}vJROoX.pk$O_hmm{X$h,noE7L=MN,Hc|4]x&4;A+9iy>Fpn}O)
      [6<Z)p[WBWuc0J8Er_I.n.P==d).|X``*lTW.RFv32=s;]0v)v6Y+`soulY0s(i75iYQk9&%'-%_:1Fzf+;Xs8AG[Rsf;}C>3H[smBDO
      [SQ]{_[+n#W0fnB2?}%rH`.8b-d21w1BqZk%AGha*La]{P_1P+]zD9#||<pzxC?n=yf7A~0w]#>f*5/GoMSmzK72)>+x+(:VL)beW<[I
      eKos#}Rt:]rpSASrDs:?P.&41?.y?.=@Xd+7a!lg-@&/F3hv-20.)DNZpD5&/W,TN0&QA`So7_PV}&e?T>2uYR.{oLJJML/B6i'm7.h@
      ZL[x)/6G$!->*$5?UVN;k$_S[QEV?#/+zCC=vnsBUekF9<b_k[a8iFgz%9<+y$`[(]+L=SDe>_e!tmV6PpwD)II3KkgS*+?}G#[_M3av
      .yG&-;%*MKC|K4DE*}iAAstOCI&}xOQGCncS;S{zE)gCVQ41pG(/9#K=^$GL'Fqtcif,&HdPi`k^8DwdTo,e{ISZ)k&qWDGTh>tZ<^cu
      B1xR4-?Ju}v?x@1WEl#g/0=aHFU.ui@f'-d:xq[!'i,->!;ZB5iIG6d[h|+LVd>f4CO/lBl&h!dUOY=Dc],AXNo9BG1<c./z2QC>Gl<J
      L!$740m@7AkNUp|7QFA_zt7aU}wd/Z(6v;VsS+L_O}(LJ=.J[BD!AwmCI=#;chxp:*fx+ooxZ(-Cy)5w$[zK6U(uMcvmgAGOuds0OzP>
      w>3>%3B|%B)oPPj5_/;xRe;_H#zWI)n|lxI5b!q}AFR=o|oJ{gb((^SIAz-H?8XaVJF-Z{F(9:9BbKBox}&!H'$n-x'MWBaub]r4=?7d
      {!:tb|8AKJqQie9E=fgOf^.0iaB+,|u%',m@QtlmxP%&M}7h'TxYviyw?)B,vXk(^^Al]eOm`~XZAh_!H1nl[z+Y^Q$krFeom%&?n9yx
      (MBmn5XKK~ZDhU(227Mzg82kv$>R@E5gxh5B]{]GL^_rJLN9$R*}HVvVSEiw5rdO)4d<U>*:uXyUn`?[{TT}3Yehvv|7Edwqm8$80;u;
      r#gQ4zfC+5&/e9svVV2Qi-Z^xq]76@ekUBe%KcKmZTcTfFh1fUZnc~Jx'B<}>MQ)0@86hvg%JIc.##m;<T9{YH1NU*Bce{.@]lRB2MsX
      %*01isx0p:*d#SV6(rQ-[J,!1mEn*DX'ac:Rj1H?9J`ar*Ih?V*R>Vih>n?F|S;_p>1d))/{dQ|Ab$w'NSXU-/;<]i>h(W+w8cO('%V1
      8d4|06PC?ldgQ,&u*J<b,h(:kjZyp<<(o33I.TRraiq6eD.|%o8!.E6w_TRPi6s1{UgT=.[?Cq*W:1y`[s^|f/p0d/E}W+_D0l^wZVgw
      eH$Ft.`_z:%h6saGQm#-j$h#N9Ekbn3Lnmv3|-wDGM#=PV(3*st7&3b(T5ZsypNUr6Q6h5Re9bm`f4|$5;eUa.EgHQWuUkZNQ+$||`b@
      Uu1*6lvo*(&m[N+@GZP!Izo.@QME8e([923Aagh*|W%7Dj]+-@f!tgG:#+{7Ro*_A[vnQl2J=2:hLG)%v/LvTa|a-@[P{IF(Sy54V:Ar
      Y]w?zK,s`64r$F{Gp[bU*xT'@Xk$hp1m:z<%.hQ5@SWN4y]1-XwfN^Dza$V<'>m.&|jS?2&c`f&Tz0'J7{E(e^1eThAhAoEbb,x)&PsF
      JLKel7JS0k3Ti;UWi%$zT_QHahd1%!,v6DUa#>;k?o4Vp8nDF+fAyLoZdO0GPrhl)UjwyDU>8xk^JdfS5.:!OZg41s2zPVr<Uy3TI7]^
      -~CQa_%5.8`Qv^);CJkuM1G43etXpbB=HDO'=^Ek'07_q~asU;W[9w<X@B?d4gdJ9=d/`3VQMlCEz$'/)3#.]tMqK&_syO>:J?*+nXO*
      3]/:QbFX`kj*5,iZ3&{msZq+&Y7Ivt|{lfaOW=q(TbDF852>T7)9MBzrVc=BN~v*%{yw1|YzET[u,Nz,<)KpV5*eZ`4oqztRm-Q[f/3m
      glDo)ESt18$kOu3.1R^i&P>kyWRbB9kPutWhVpqP4)TjsSf?]:K'qGNwVh'^K~1;ly%aY6^#x*cFV,<ohika&.Q4,^8DZ)Yu<n/@+hh%
      :gh-0UHyzuMLd[Y%'nLnq9&z%~6~b+vlo37Fe%0hc^7Kuh37jqR;vJmcjnFC#r>t9-Tn;p4^t4z(;Ve~fg0/W1mQAGm+730Ty(ne-4g]
      ,@#:dMDqS>;UiT3X.zjfn<Tyk,wDum7`ou#eL<<Ar.T||wtE7_T1Cyu[3AGb,J5ZwnP1-kB@Lv@hzNl|_(oP.sB$)NZfUR,+3,@lY*f)
      BOBOwmS:E,Gt7~&)Qat>TS#vK`2h1F2ygZdYp(:tAd]$G%%~8)Ov.ryRpP&WzWlgl9KCPmQ+U^#LOl-(}%y.II5<9tv@o0GPx:vI;G3b
      )S3nvze'Lt@=kzniM8']_4ZDWl<]nivVX1ak2:r`b8xD@ZgDI:(1ghN650(>0<5*[2xdaiqq&nVeg*GR8L;)hmb)kGqB80%_)D2zLy1q
      SVQnBh(HF-';8@T]HMBk1SW?_IzgN9,z0U-u@$mMAT6uOlLC9sgS-=5J(p#&>sQyTSzNuupoSZ%Q3LC+x<%7<yr'>z]8oB+-GSn?p(wW
      1)O(9y*jbM'DTPdn{X7!2XpxdcG5LE@F`m5(Rh[^;Yf_J@.11t(2DDlQDVN82VYIVo-X+dD+x#zX?Ro7yZ12+ZQ-mkc%aP^c7d$#_oO$
      9c^&{K#GY8'o.P5[=AWgf-z8[r/i*~T=LA3:eD$HWu9!bVf&67D(`n#OP.K7m%S-r0z&]jqcUxWPmkjkNlV5Rk{^IO*K,1PaDu1`#(+P
      z;gT^7m&SG<lDk4@wrs{B5G73m:NFHVqdD0<MVbBa$?mhC8udxkJWOU!E^+=Iq*9f>.8w(8:S=WBZ*X6wzF{,^-|Lwe'vH-#19u5{/]6
      G,;jjxDE+*g95Xt6i?I1mW=3[scf6It]O=l>^Q0,w56tVKUZ$^67e7(fCOiYq(|o/i'-RKDT?]h8R!'Pj&/y]r7#H?`w?e0dTTQH$3/#
      oBlhzX5fs#U*nJN;`T':>Wy&y:%KXi{NF:j8KVX3TnvXBTzDbe>)8u5F8feoem^{IkCey`J|q#-gI)sMWX]qTW|ltwTi^Q1k[:[.x*x<
      kcycP>xrtgFc/'geVP'U<ktV=5^4hB'!pPv/AbQ>@!wZO<t4..[^n9j3aw*,:V%jOyv?5)QiRJ<(&E^BbrAnvim%'h3|NANXRS.p/*?M
      b;w*1?oSMT&^_8;LpcNBb-A(Ou#tD))y<@6&3N^=M3dEf/6+BxwnNGB3<jfHTzlB5!DKA>YaXm7O%/4xOwD/+cr5pfW.|Lm3o~_w|lI:
      J7.,Ct?1+wzhTzHq9:AyqfQ'/YvKV0k$n[VQ2Q7y<,8RWygm`wj9trZR_S7HRZ=y&7wsM>C5,)>Skt9d.5rS,$J)Tm;5rLY;{S&sFqT:
      uGKt$2KkdtQ5YgF,Ej_Kb$B9|]d{#e2[v&^e4xFsjck?GGp6x5e@MWcTD.t;nJhydK#}WwBb>(+m]0)6g4hJx#@(9%@?N;Z?*vUPzVln
      u$B4,bK$:/,!Ve?1T512bWO9]uKc^W)U{2o'M|HCWelPj:YA'cU;P-nyd7s-i)29F[(G(uZ8Mt81+iD*iYoU$;g*d7)O@EC*ZR1Adi`u
      uax)41Hw)iZ$`n5uNcu+1I8+e.Z#'F@:[wEM;kTCHk7WSJY2B-R|D[[3p_P!SrGC->:r[ve:^='MUSFV[B,u25]da>a_NgCmwh'hJx%9
      T{Bg7a-w|TK%k0op_rZCa1TZ'd_4i<n(|XB!h{iRnDpcVYxqjVKr4.M&.e:m+J>d:W$9YX0]cP[69*;/wND)rN{@$2W:0{VJY+C|;N)Q
      0lc<^HC7S[pNlz)dB=3*E%#%*6KU8kh7HOVzIOh2#u^;]syEGhQXEQ]6aGzmwjp&7NWDP{5&#ERmd/MP'd|J=sA&<-G4[`p9?d5q=7P]
      4Z)wO_)jS[$hXxgD,i#FL$QOp7{w{bC,MO25YI+|=C6[XoyWU&l%#SQ;OdZoQjcX9yE?k/yJ+whHOjBQ9Q>jm=xV{^E!7%gWsXb$%heT
      @O`qE2jT/QcyMWibve=8PB$s4[cJzW=6#|ghvJdA&I+k@sfp[>Cftg>+6Voo|KeJeI&0h^If%e%{>8bL5iPW,sL!iS9BGj&>=,)>[Jb1
      /*+fQ!zw*+dmWv_+DBtk9'%.s0XtHOLv[rGRIN*ald'!*r[@5A83&;akHheu9yrCHDlT5&ivX8>d*,J5RUt,8l3<PGAIIKq@T`w)Nvr9
      gKpj8Q=@/3)dlHM=O%Zjh%jGV<f9`Fx3`80g#EcdH59/P%V/InH,bv0(AT6f<j_nk:ae^}U0K.#O8'a[|`?*K<#$E];Jj8,RJHUduOSc
      j6XD$pZjttimdM($6.qvxhHeL'8dl'sMyyRTr2G~f^JG$DgsV!{3RGMQ]'cZ(AkQ]_)0{0Yq:X.U8sOj8w'YW&JjL?8Fy[;<mu$C)sX:
      s.V=`FS)FjC5sDpGS-W&(G;z#p-+)3^HGujy&UE]lkUb3p[,u(a;(Pc?-r+.<cbvTZ&)^kshz9PcU^R?eIh,mQlr<K:|sT'N0n6.bjK7
      BJCwG<?j{FLLB=txR&0YEm>m1$Pe7RBC0%j43sz*gw&]z.QR|Of@D+2CIhnotg&6k-II;bO05M{[{br%g17$du[2(mgv9~T!<CPa(~Bq
      jJX4SI)VL3o?hLRy1pd2AQ36Ofa%QC9}^F'1jG4L3Fs9aEk(v#N+7[`/w}&}S'HUtCANHy/h[8,hYwq@gBNy*}L+c=pSRE8m+`PbpCH5
      #n<!,lIPE~>](La}D7{#GO$%A'ozLK2*(mtN1s8KMv(!Kt6cB9G-&^;fB3:/)Gzf]e]hrr+#qFCUK{E5F'Gc<@<3-b@YKXM'IwF|_hi7
      >R<8B:6U>-JV(y;rCPUa$]F3XjcRtX9kB]oa//iO{'<ESJ0;#)wRqTY#=G=`.GYZmJl/ZPty7I1DZ919%Es>p{q/_U&l[Nz0#ds42xB:
      tRLW/cqTucCVMvw4J?bX{(*'.k/g{8z,L(?Tyb5TKq-ATyO:3(wBlonyu=@cRH|`^`IW7&Gm,0MSz&3>/AAQ3RvJF=I4@kwRF31yOy(P
      E|%]W#XO$H-l+.Sn@P:_(,t`=*8-H_+b^qx#[CLTVD(Q`wowujbH5{=!<`R[ru4AdsDxi/S5*VMim@dDHvB&Dj$H@2kF7z{XQL0z.N(M
      @'%Cybj{NRak-!;RC?Z1L.O9+F=,WbiZ7Vd%sWMO/QULvHr(5s3KZV(54@H_X_(7w1Hp2G$uz#oYPl]f4$lX|QdWY!pFGgHW6jDscB-h
      F[_]|]lt%TPT#Leg3<y-Y<d;s?IJ&RvJnwd707_]<Fi2/7zMpy4tDWZBpM+`?y;j6iOf.@+~33o;b~b#>{CcWR<i.>ZM.vpsht7p,,+$
      h)t,2MneuT[SuwG?&/=~'W@Eihihchp(fg6[8Nf!>q+x|<#%aF.V?.ZB%R]n|VhWG:0[UF+]36{ilfHYN=*qOlF=tcJMrG|Bu..i6%pB
      pf.G.;8-t3V^=gJ28pZ@9inLB%o.DoB`1'W-|fMoe|/U|G*kI.`v<*YL'MY^Q_xLIWM6YSe?#[XPlC,sH@#1D+oPQre9&eA-c{zmzo?e
      WrLp'%n<I_EG5<uam*6sc~j=^uj7aMsiDwrm$DNnl[`Tah1gw9:sH;GGa7y<$S8T4~AL-%@Y0w.VG9,iU6l)x(^#r7nC4.sQtM8,G2f3
      T/_Gim3ro1*FP_4vOAPMj.owjVj*:Q^6LM`U[fa;2ReJ0:=aS4W2|ZR0[)jX7]>Z^U6BG9wURh05ULk3$N|?u$x%.$ms:;`<3cm[oX*4
      vN@|K(9bY:Z'7EL9q+%oNWk)SlRt#{yS?-sk9'p'U&m5596w#QTVi%,Jv@S;X}&S0oUsXM*E5B'xanZcRp.N;,^[:AM88T](d8=Nb5$/
      #m{_iWNe,b]gS_Tv/.GQuIlE%TLuc4(*<yge{Nw#0(^wM(u02G>S7PbR_|.w*5%4xWkyf;(e<h<Zi!d<eTu4@Q{P,UN(g%MPD?Phe.[+
      g0@pE#)JMmmn>,VQu7w|][D|Ra_.;woF1Kxax|kZbe'Tl[KJr$;JuT$Dd'Jq)wenEF)LE1h1G{{SbIJMtC%jMgSw3`Z:o;0*cZ<4(e#s
      dpFo|i/L[LaU46(v]Ck&])3Fj`Ro$D[mUxIk=@/=Wfe,JI<'i!hniU`sU|nezVm1;h+POdlIhdy<3hAS[~GHDB%iJ.{B#]To=:;~Cnz0
      h0ce,LhgZ;(d/LF$F0u`^O9!0S`k:PB$]&y;u(cfHdI`&re?$w|.*E(+fnsAZP8E]l.jWlHh-e%iM9[(OYlFJGNEk(i]dV{/^99LB%1M
      0vV_YAN:.E`5(|Z%W6VMoLHn+F:Z^Pl2]IZUL||rwxtuk8|]u8a/es3jMzkjd(2u4,sNN>4}ygJ5C'NRU<@MNX$.>G:9^LHXl(ODm4'e
      [Qcc;!9GI[$Te36o$?jW1w:n?XCn0v$+Ux;yON.J%=MneNAK$V`:^/dZEQQS@wiV)a%iFr<ECj<JRB/r|Z&G&ssfx#O^&6XE@5hui=6y
      5(MG.ItiNW36g}t<Omc{r(/bMP#s0Y,rmHyMv8/1]3tW'~d|ia.*[V`8s^dkXX-!ZkzpgNJm:2IstP^9*4?-0t`EGs7s`pGYh*dGcyyg
      ZWHoB}<;-D,O^k4O/E)4hv6@k)cj2n_n);:BDRHa(rIW?[3f1xl}F&/_],J2{_iIPY*B+c{nDQfBM_V8cP)c_*O>&*r#P%*+G=%WG9K1
      >TYq#U,AfNg*%pB0A0BZ8g@q,d6,Km$-sbn8?70B201)%3*6hwA|4H-<y|b&4xenTqCtTMjIk1/$57ryE^oBk^^*u0Q(s6y-/DsMknRA
      Y,QcA(Q9q%mXZXSK=EaZIsDY|1YgU.MftKiv3KvLcV`?{6EJ=w&hHZnp.+:tcyv,2t|>{/([h'sT377xMd?,Uw5T[<9t'`Se4vBHp53U
      n!,uycfd;fhw&RJBG5+NR`I!CVJ/&:G/^?DMrxEU-q-JzW6$'wcdQHDET(G^K8PonX/%Ywp|anHqcqIk;')?&@b$T,=tZg6%+:LTW~v'
      Nmn5c3b-{s<CxF>96~:X]!>A4wPkD91;y)U2MbKUt3-iS&Vcc;IEbV8/VsigM@-3m@ipG/Oz5Ew8i2@UN}zGaSK)^#[v=kQf#A`>swK!
      )%w=X!C-HyxklzmhvUdQg!k2?Uqwb{mlhu)#SM4=sk$zQ:jN-TQqyb?&l*FLK@GI-:.5NM%lWkiOFq^#r-JYv+$9|8_WerG?;c+u&2{G
      {@P=GYq5$7KD)3y+.WcRZVTwn#zcd,jhvhq!r-Dz.(n(BBPTkI%<=]8Ec{o-H|m~t!A7,fN~d;g'sc[WRp'=rqjCz8qkOvv|C5Wg.$ni
      ;VzTCbcw|6Q'GZQ+ET#b|EC/kmT(7O0L:Cs;;'`?ox@jY5'O^SqEVp<LX>&7(<rLMz&RE[9!|v]3XBFO5O)w2#c]7VWZdbK/ce#_.V[,
      bTu9n}[:lC0O.?={%@>)LH4({B>VhpEg@qZPl,nTjZi|NYQg)Rykf?5P9>3?[Y|HdzE]nWSrHuV{9b(j[7a*J>DuEK79eME}IfgNl{kY
      9BK!V?M,>Q2*q4;IqA7p5(-&1Dcgc$X$,1GyHn4q07*vdx&p@pt:G:_P2P5n#u,B>UhN7NS`3Hb5;iKNCp8X1[qUL#|9LVzsR#Gv:fU$
      7@w5m56K,L$SNXV#PkZ?KkoWB9ZPtJ^7xv]sjsv5x(W+@O%!|t@{&sEqeDEHwI+i3`o5wa2p%%q{:)8?]IE:,AR2po*SiU2CsWe[+9>d
      a=fymANS#HTr--;9ZMj>@k_:v0mGJ`U9|+(sr.Mxkh?;|o`w#pBCt#ENzc:1_/^;Kris*G).&(*#s~SxgCg1z$_7^~1Z0?YX2=O|y9<T
      2JcVR<oRM{u:tY8`ZpMO/aOxeamngB?;WUD*S%AF//D<IZGH=8](_xK_,{TE[$kY|7A~]zorSt,d7c-D^d%N3UA2&t6=O'>@_H/mvCv*
      JNgfmJjT,qAhG06`ZR</^x{m|^a&h+``rbE>Mcd+&%r,+dQlW|qNhzob-~R9PBqcGV^!3<FqN<V:|S'`(u8TIXlX@,]HSHU*?Bb?ryVB
      K`Q6bStM-?hi9c6G9_>xH>x&X9Vhl-O'{z_8jXv3XMGrCrD3IOF||HmIr06'P^EIt.S!F?yn>+'uaHjaou,]kCD7|df<#hd|eY&1M4MD
      CEZ>8gc]DRHLx^q/fCWb*5y#mP-_#Y)03KZ9f#lx[gaPP01/|u;XftcSQYL;q*u{ck3X?@GiVL^Ff$9:CU{P@W1ipNYbo_ME-Ym&CO/D
      =I`2Rh'*cjr:GaPpX{vu<'v$lyaF]UX|feNoO:oB(3r/m+*=ORML<F*%6aozd]/TO/I1Y3s}nN`7xvGjfL(,#mWaW:RVYu[&z<(UZ4.#
      8'<45EJjq.-1uOz6dcfRIpTQD;51j%Cj2aUxKibnPazo`w|XANy|3yxKK:vZ.{1Wr4LlS{^-'o9iXy&HZ<3:9[TU]!aA1IBP3FAt=QlP
      d~GQ.-+#]m=l{K|whOicO1I#cbv4$}ehUktf+XIFpmQW9A(d<c;0[323q:`6FLU:]vecWg)04p]FaghQum7[%;JpG@n;kL^yQfU@?>|(
      y5(7#mAo56my`gAh$hu%a1FkvFd#'y001hxI%Nu~SP64hW?o-zNZ&<WXvy5oj!Gl^P`,|L{H^YNnmWH&*,MnpXjJg?i52l2zPpjWynbz
      kQ/b5mc9>t/XY:s<8s41Ql3Er7b.u/PqxzK1aDACcNVZl&C3{2tNuFJ9UE$)?W?h<IfShNcv0vE5D~J7qxR'OG0zl%fKb$+&vG)f9(?q
      HY#O{Y7vWjE}8AW)$nA6xy&Q|A%[b!A=Da6@#}:T'X>Hp>lq1q'?MgntLw?2Z{90Su`Oes)%9vu_G-t4|~>3:nR'WMh#ArVv=?2&MX`O
      Ky&;5b0:'es_g{(J3Y/pfLFy5OSLfs1SvQX.3$Zqx^dDls.hLxB.3yK&B+YpE^z^c/MhnP$6rXcms^fl{*z>Q.H0Iy1g8RNfXcCJf8<K
      LzZr`DjzqP2;;^ZsKCZOoDnFU'iH1snQTn75WAy9P:_$vY%:Sd@1k;yn15cbh^7n-#{I|!h<?|iX(y8yOY8wbK#S>KhaO)xW+%#3J1+g
      @>2{T;'#doOIu;'lj</?y,_3pK;SdMu2w#=S$SOD/]5YuBcLEaaVpha[]/I`+%O1'mNgUKi<TPJqWC>m;Y[U[y(4ge|cZzlrx-W?-a5%
      ]_bT*zZtfT9g{GXNMtDx|5Q]x_8LV70T&Z2s#og':@a22f$56K*6>:eFOjhd8@DW[o]BcSFTj67j?FvXTfC]ZAve{WNtg3Tk+1ss)7td
      8cY_`gi-,wfLR]V}Xtv9EUZx7;-E=5m*C^R1:tYY**bVD-&LqSfjnI.u7[='wFlO|0M}i9%mybH&_dXlMcj]TRW4x1St6~-}7>WTJWk:
      bb%,niSFi5%,x9s(Ki`a(N5tmcT$,=JOD`bRnyi~O?i7o*T1M)ykQ10ERa;xIg6?_Sq@P!U6Q^+V6<4oIn`s]cT7#{HMBSft*m/0Y%gW
      5F._I6IR<vB<cI2*e;7`+{VeE0k[Z!fE/p${(1]?ZGr%PT>|/g_x6C-E68K`C@v~8G&m`RHZOmy2h+bA'E[i2PkDf4*ki3vO,Y-T2'Sr
      RB:(A`6]e0z18-D;<j)h';?tc28eifqJcAJhMceq?tKAkD;LufDIoM:A7}*V*G-#`MEOKG8@/-tcLM@$FX6*<9SQA>TY.FH0_Rb1hB*J
      UkM@AagX$a&6'fAK#66eE3:xc>[?ZVf/MT2df@H$s{YaC`KQx_#t-chRIyW1vU6NJ^)qF/)#q0tXz-_I'F8;.M,uCM.7lt3f:_SW2v=U
      q#]i797jMlQG3o_WF5QR$qdkOh9G9Y`IJK<_@Lr[XUX0D~my93$aBOd+(M)A|eQS:[I];`-~a<<<pL?4uCK81GzMAm'gz|11:%8ru>IN
      acwcU.B+-65]kr:DbzMi4Z,2b}wA>=+7k|w=Hd&!cjuqLm'K&/=<^BF0222'fj5ycNm/*9U2Y_RIhneM+t7nQrZ8<(gKV`4^$<>`^LL8
      q`$D:x+V-~1ItfO&z_%8l-]gwkR=WC/{j2eFr0%*-Ps7bDmGAOJPI!a2PwuD+tQ63w'gryMKV0b&(ZVE{td8lu@{k'om)G3?yq,'{u+d
      HU(r?5'aUlzb>N6u9/1mkD,1pL+Q$TI<&0OcRP4{?Gn9`x5|wl3i&g4r233+H-pIp1Zaj'r]-X1pa1>(Dtf|vl|u7SF^4Tzt_+E2h_oi
      3lAh^o<_#<L&H)=0&IOip:8u7Kd|aMI(3Gu.8hIePD6ZVv7c#U;c{-NSs0K*_*6+T8EFha@Lx==h|.Ij*f4l/{1M:[p-OYS9^8wO_E*X
      [YrKC7/tX15b>o>7(|dG0[G#J,s.EiD!^e5RuV#DpK.W.O-TBsSiyvrve.`i#e;mVzNEeuAdHIAt&c`{wgM$),h2Oyh+lJE'N?O,SvCK
      A`0-q_93f@x6R*y#s<^xR;l1|!oSEl7`4BVsD2cj)P9C>K$Z#<e^vn7f%/)L.DT#4c;B5+F+q!+mBkyd^MMl[3Ie)l3E><{Qdhg38w'2
      miZLTpVn2~XFW7h|ht$9R72'#8A1zOBR#|mu&5)xcs>6+L,:@z+htNink~MN'R]jaSQNy%?V7gf#M?5wKU&^0===m<Cf.u<@I:XfQ+x7
      sM&3|+b<xQYWhUDtxA%|;x8kj^RNGIoAYvTnN@&(5AOL<&lp2'woe{:Kmivj-1n,4^xch],:;zaU-DEcBqL;9xK!]!@AQ5j3BQVlN)[q
      M7Bib_Bu)/a[5:Q7Z*j,Mg;rBo2X0?&Du1+E;?sfMU'Ry4g=m8I@B~CBL:7ph@F[r6F`gGxt2Z),c*L{gJq%353m`mX!>_ELYieAh6V{
      SV=<rAVu;`Sv2:UH.44uJH=7]]cGUdA&qX6[S#fddONvHEI,4(J6y0=hkd1xeC$9^c#cTrp!je-5]Bh8dL]t1QxYp##NS:&FWLv]U<VM
      P&hss2Z~;%eUs;v-)!u4{kyQ#>Pg+mCLSQr.QH2p7c(W)z%@z!AsO.z;O5,hwPXj]=U?ZJArl!monrn-@^{IeA&XmR1HyI+rO)7YV7[l
      3R>j'6:m)p%urQ1r0`ifWEf&QbO$CTBAbpm'K))c`6fUQw{s']CdD;+|(iucy%EG-VEL,glq+<P.<ZN_OZw7-6nWvQ{DEK#x3jmf0!Gn
      ].UMT%-Uo_K}qm+m>%Jko?3hK01Rk/4yD7>8U(ZWD(6l[7,FC8$Zq&f_BIaFZ?Rsd:x@k9?wf.*fh_2Ojaz{frj7F'fWHn?CP,2OC~HA
      cS.Q9n61Po&@y#q:BgKnhWBlr9s&zx1Z`)CMQkXLWU<I1O<fD]Ts>'RP:tRbv030Qbi*zY%}Vm9Bf)mm5M9y$I)%Z7-c?7j|zKJYof0>
      2P)?Ws3A>s5B:|si&Qx!FDpSmh.WO#Eo(3=&0;:&^IiYI@TZa;z.Q~cvhN/,tosai|s<dN+C(VPSU7>&SjA_-q*)Ys46*XZ@kkUgPgL3
      H!R(BCvC|&4D{'[XtE<{s}$IR6U~w~Y{x/wTJp?Nq,d>bUtS2fV`;.gMr>vp@@^HI^czt&fShH:e5g%@]:FZ?,bh3K'Z[tggozIiwdd:
      k?)M<)PVebFP8iM`?Ud%nD|%-1{K&!$G`1:=7qV#NyNPMYI)4Qu}r~CIe[jQy-8+lrXMeO_[`lvAA[<]>.zKU`qmF3_Fp!{uhtt/g<{4
      ,`2`@_|ehlKNcPE6=0Tog_dB&vH8g_4:e4u3k>lGap|U+7j$wG8jB8XU+f`tRO[(LV<DIykv-DGk;{P93S*@cKy.f3$uS5+#a=4QPvc1
      -=kp1Z]/OB/J<wJHqg?@uJ:BErd4nN=(X{l?RKyG.'ErJ]GnePb>@ONSt'm*9FWW%Czd^<(8wZ<hW35>#fIF7FIkWIS+clU$4X+45pf%
      +l`3Ar?RCNjAbn@0)@AC.^A%3AK5#s+l^n;LbVrKedddpn4vS(X/x(8Po]Y*<@>PDA$KX3ZMgO7ak7&?EB#UJquDh~_/7bafN^-(=z(X
      hpO|)3M_l[G+##gfdr'enVgU?kWR0+zX6n=EZ-t*]Q;_zAz]xdtTUsVw0&-~5J%1S[8gNFrNpJZv85x5up^'E-R3v7)Qx^7V8*q%a>0e
      P9V9n,A2@ar#s@WJJ}=y+IeKR:&W4i<MuUFl82GOI=?eft^BtRZ<-]d&0_z!U3X&{FUjU$IPjg38W&YIwE^-E3zhoK#Gg#b;%G7tXniX
      d)R0nsp60;MOUni7Fy^]-x'w3]*lEy6[?&GvI.db37Z[9sW`<-W!uVW7[Gv7{<rE+_;mNvHS@aul:[OtLU&;,c6PTCtiwzt<V,c,EIA5
      r7UQ+t2-XIOw1tA:mcm5mGXN+CBu:v#EdzDwAT($pcQ$svrsP.Hz][1k^1_.23:Mye^)(_{%[kz@{AzmmbZ-K1.Q7xk3fFd65mbJ'vl?
      b@f(h=`qEU9JtFTDF_g+o~IT1,_O3AUF){?U(Pt;i;Zq'UX)o^NwNZxfcpugf;NT|</~l`O'fLFW8+`|_y'a@@^jDTCw2CA,^%o1IIB$
      8K`r>V'WJ:c*65*6)!,uUpIc@M6X9[2JYzr;RTa'z+FBGRR52wS0rb8bgJo>xm|DH+^8|e,|SHDxm/t[l.gc3PJ$7a0RN&`WTLfKDEr:
      Alkf$+xnYre+Bs'?r$<S&y>X:w/TP*sICdjFzV@9yaZZ5%N@d^E|^xPQqI_Aq%EcfGy]e}rCc,Grgv,c/`QlFf-=3R:uv(x&#tU|W(y!
      d4Eko0[k.<O/jG^1ofq[iRbK/y4[sUHJ>G-@:8CwE7vVU^5R9D+d-b><].${xeG}Nm5E_dhEMiL&T$7Bgp_V8Jw.l1:N[g1ZmKs|G`bX
      Qd=equz?evmLtkbCKF{wMg7s,9P3s?vGoL,kkXBDkWGsBBTMevfM.ZjO),@h)6p;N28y'~2'P:ccT,j^UChw@{A_bAhwd]*:#YJ(f[ow
      sXxH#W$!fr[;*@CIc'lN%vTyK|g_#%6[&NC~Cxaor$l.Y(AMG'8jF~tPLFEs@uFkw#,jlSS+xKGQZQI2E;yTNx3:kJ;Gl/|e@bZbxbY$
      ^(nQbq0Blfte%_ncl2`hI)PCSxggCU{'xkDR{K$_3Oad)r]#*,]n`TUgkwVjUyQHt)*rdrs^3Hd8/2eB:49i[T)hBfE/hHbM2_L;*Je[
      g^X4(b$V3+?rn*k.Pw;CR_bb`]&#x.jC][9zN|{.e!h/wS^%?MU_>~C7KOMN:K<4y@5oS:F>dNF7-aTI?w+[4Z2x6-C$);buKcab0yFO
      Z+ZyTk$'laBq/T#jF3N>4t2%@:$zw(HGQ?p=hr5Ru&+wY7a$C&xQ&yIjf.bQM~e-t8pQ(}up1bts(wS.YdX'S,o8/*#;AlyWGGn5d>O1
      z+4c@L:]n8lYQcVA5ZoRhQ-/hV?QDZcj>p0[xi%|<Jav)RqA)z;3x{XP&b#0&B/pC+.4Ovk<c7{r_zFE94[|g'n:DGr)h&gmAe52N9;A
      l4=l_}^Ia-zC^J`rA(d'|T)5s}=d]@OC*su[ng(ed*ayH5rXiFMO#R3)D4Do9t9sh.KE7BvH3jjs&Kis.ARzG{*qq#>kNA8*A)3ex~84
      >P%,Wffw1J.)yW[`K_wQaffX71L9fh,h<Pw_rQ?vmSS!DiGfz/e5<)KH?'pgID0=cTl[?04DHw&pw[CIwd11R(OPShf!NJdc0wPUl<'&
      b,0lox<_$#wGNsWC&/9ZG$(+o,WN=WmK`u%Hz;HqlxR;lfECoVBe,urwn'DHe5P(=<fZK(;lbGDKV1o*ZMGT&9Q/S<UpPJcN,6vUGwPh
      f/I941kOn5sv6X&9;mRXR|HvfCeJ?x{hdO%rzL5C@=MJ]*$/xLb)rU1]4rmn`qu4tT?~&B].sa<,2UGWS%z8o60,1T4=%;6^RD;C@9|I
      c7k}jwrkx=)J'!2f8|cD(oKM{+i{n_{xfGwV>SMq`5t950U{`3#Y;r;Ocgzj@,QRb]{mGwL0@*F=ylm|jYCyia$T]mxBch9m<s&1r'Wq
      vcsoEKWR<?bW`N[E/dui=Q,gzcC-t4dO8aCxlwc(M@kYO_%2NsG//wR'/B]`OwS%{AsDDn7]>J=(?uXEUq@~4R&*:pGK{HUtjC06^xq%
      ?$?&`zsA|3GNC/1.RSIRD6L$QDVIeF@DMP3XmBKe;j<LQYqk|>E`z,#*jEF+ZQ4#kRK6&m?t-z-FmA3t+l^+;1S]?_C2e7(g|$8Ic$fI
      @/Mu)^DhduH=EWlShV_^(:3^WK'w14i;k>#6;^`HVy0)x_@Mh!7xU|LF<Jy^bp_GX=%%4aXNCq9zbo|:^Pda=qv0xoXx|yq,WZLVXBwk
      FI?d(E@?68I?=@(I^XI}`M81ro]f*+2HI58cSjhB.QJ>jVD:F{qU?>I|wlHz[(ieq!/9jF+;Ka.L.t]?'PG(U:Cew|ne'0%1e^e>F}b:
      %9%JFdWKIX8y)qo@|Zi|pA13{$A}ag^a7>+fCQ(*&7.VX/L!Xq8IKKpuEBcxLVG_@j,nmjM7#B4BE('3{FnlH]>bJyV2z3iA.I7wLS,|
      [B-,gx;(ELH{v=MJE*Iv@6)d)6{ZI-=DTS,2_-tqmKXg7ij@eFnhS9$P(!73B+?<SX'}rd0{KQ0KVaZNOXZ!1N=/FXSj3+8W4*gtd9/$
      tXbv(kJ6V*{g5$4/WmO!.kya|,qnU/VRW!8q0T@X</XgLb^jkaJbC%LqP3+ftLk'x^to{[4RMdcUs|VW%zzr%X<_S7<%XUnU>KcCw1tS
      aae8,oDXSR8y6U71?MO_;muPD0l@zGHebwd#Au.jR10pA#7ykSyvoz+bF~wDZn{{mv3jmXZ_FD{5&/sN{'[7aSnsc^_WzA2}P<wEpN[`
      i-=0AipS`Z)k<|8E^/u9_&pWg~LWpGanxs8o{=;{v1D`TS>se=hUf!Mgv,BJe3&)Ef55W<kiKE/WXz3A_;6a{}LYdNj*?-vVH-9y4bys
      %wbHU8d4T1VxC;wrDs8uPhaz,^9Dr^xLIDfnKIg.#}475=6A@NK|>XZs5E@1QXXy33ye3CF):|O00?6x^gWV9w;cJjJ%SgI$X[Gt+m$d
      x)'u|i:Nn@ZO%jl2Qc+]chc};]dw5=m?r{QE#|M{Z7FYp@G~6Ac<j$7aAo9G/9rwUOgb)Dj;g_23Il'@EA=IIb'zoB#>gh$DP&[]eH;(
      #@KmJ2E`P+#8uUjljb$xz8HWNTn&(<F'eBB-rZe>To$aI3d!ED??:%1unfTUU~={2Y|.3'yE,belR|)cx~h52QH}>~iOhUb6-;D(&x=r
      -?D<R'MaeBwbd:63Wd[|%DhA`hP@B;nat)DB;^J~Srf!$}z#Q:IvEYCgwAkt[~agP!BhSaXCYCSI[Z$kK)|~8}j|pBac;8l9NH,!wub%
      _Gl=@*n?][B=u]S~<y1xH=NeoVCf>Dz2a4e9nU&8G[3<6/3u|JMNe}?4Im6a$QD'2-$fgRy/wmZLKWzF4/Cr=mk'O*P,)[lG68>dQVMp
      Tc&Lb2mLjob21X1[64u;RH%<NQt@bcr?;`aSz[y*ITR{{5cJx_^@t<DO?<DpC:$5y&YZM[4g`%(yG*NEL!;!'T>1FU]_(1>MTqxR<?Kf
      +jmhj]+h7)>vC&aegJC]v?Q[DhyeE9of43Lv$Yk(T:/t,I8!-^V!%:<a_+wqLC.m&e@j/ya(F9a9x*)[NIQ/3`o[.N{eP?6S[;9#TvP[
      I,B(}$^dr_hqD'gg=E51`axhtad)+U[}YP%o|{b{g$Aj#R^wbRYB{H:GH|wW$0Sv<kgG)@4?9fJBInQs.LJkbw]G);(la`-50mv{)zsQ
      ,D3nj;/|Tr*#Jgw4ty8u#3kFfXF$sk]W#Qwa4r-aSf.VieFak?j6iegWMBU!W?*wr-ewA|%X;q5![iPep}Ij|PjxfB2XvZ@bex'%EdQv
      aewwk&qLR0^'#|)<{Lm=EqF-eaPjWfB5rM-Y972(uYqv,=jRu'%Qn3*S{QvD|it%Q+A]3EibZSbDYFeYxIsXR_tlKs{`t&UdKns`o_*)
      5q[Q;mZy]w/xj,eP9*>lakhb^]#4,x_91<7pLSM_=&5ZTJdDS&0r`mwOw#*PtbW]W6x>^:dI'+#6{im-2*rtybzLn12CpM%:#VPMsbi2
      T$RGYqc(CseI3JOhx#dj$9LuH#Dapm^k#1lo,xaOw=^EWIN=+2ZA+sn+W4kBK9|o6~fF?O/GS,kjesSz>MrAX0,G%BR-^u*MN/j]PI;>
      X,*OEo7e66iq]>U9qo-T<hOL<GeehlfrC97>$K;dBs{v3m?y|>Yu5%yj)PMj>%N_P0[{&/vn6m`5ogbB&1oI3[oztW7WHEKjuHW!n4q;
      +!8MMN^9y-+b6w)=XKK!?CgltOb_x4uR7/ry%])hRwv7^ixThF|G3f<)1lo$lfg<F2L,TQMFU5$t;x#F[fO9|Y&wW>JYv9;0v-/QmS+,
      Q2=Sl:EdlHu5Xx.mJ|X1;d#q;iXV+9L#J6^{y;Jo#vM09MNGJ1_T0=Jh=4{~iKC'h?owa/65P</N{D8KT>$;b2gy_R:38%W1T3G3<&mn
      Ea=:ixVm@~)x7>IPJ(|rrw#P3~w*]UUlwu'|r`jqB5,G')a]M~-Qq|w?|x$d%qs5UwnJb|pVspugnB*7=//AixGKkE*{>t(>?QED:xhe
      M~j7=eR?_&,:xS2mrM4|yQ8I-Io%kqmVw)+4*TG-,6[~qVGrg;8D#krAlsHL2FaOGFf}vChiZg-ub[t}.d@uF:w[9{/J?~A3T=0~Sl5C
      %D:Qp'BqK}B*'G3b`qb;)3@~Tr?c^[Fv8R6SR8bB%?a=TGl#X]M=vW[$m]h@;1Wcr3fjfA`iJHrAYm@Xj/SFtqu,DEhdO5#3+6(s*0(I
      5R;L2I]n5Jc[,t3+F}UI2>v79*cf;G9#s79*V7SBV2C5b*py2}2^R_v2]`ym'L{l]#wXq<E/MQqOIi|b/h8*Uq^fh@cy/]>Ho3j81e-E
      1+pi0[X1mSmTMZA]1Nhvcr3G)!02WBdZCgOb?.A[+Y6SK2-i'OB!;XB;,j[?F4PK3$$DqRVhCPX(@o2;ufPV#,2UT6M!](:v;u'iyjD8
      diwR5(Hz/MFA0R<.kAh#7-rn6xU~C6`IHlp.7^%7aTOtjlUOs6P>T^D5&P2bzF9mmNVk]o<i|]A.0]Cl6:q.=4gpBp(7Mso4>UF__%H'
      fgyRGXqNKieZVzU00i7D0XzgNwIe#?>/R-z<jgN.NHQr.07F_.un%a9io9<6[PMR3Yew?lIr*c>N^Bc@C~Ud%||@sQ=`6X{A5zMf.%}&
      t+Bpe54:,f(::%(R|6oqxupQ]?T,-wS:x&hniu@QVhk>HNNk(u]UAoTWYa);l1Rlnu;#@;?g=}xz5+|h8G|G_ZoD8^YnFeT$;ZEnuF2>
      5c1#(BAvg}^v5%C|ROMmp8/B[I;8.u9@IXoQU[fY)eCzZM|n7?xw>e#q^|nG*MCS3qeJs=?:uXE;yMCPvIn#*6ei<*wr^7(a_rf`Mogn
      #[*xv1>tM9y?Fz$4I<w6JU>c8O]!w;h&#i[ZwD2=bLjU7W;<uUyNl*O#ZurWy,Ab0MRvH(Zo.]u.Kd'Y)i'>d)C^<)xg{`gPCO#YpGp-
      Y=_ls7[4vj#T';Fsk<[s*>y2YLYFXU01QE,4Ssx/8SjwpAwNSs4!/2['C2)RWo+fN;L$EgT8agK&i)JM=$S1?VxJgE`pkd=i2.Pzm%>O
      g}1L1,P<>-%hHP*Mnc$Z%,lMCGDD][Jo@:)y=,9gMFbeD8.Ceinq9`:M$7Tjix_My$qiD?(s,r5`=lg6^4+Xt1Q|&50C-oQzV8Hp*T#]
      )hyro,Auv})L-xg%1*`x,@k|9v]YxSS*q[>aqC)eF>xF4-:+tQ;a37{IBmKY$8.|i5A$hSI_p1`c]ROoU`=fn>-3Rwmq`TiQ|laq<@?0
      .QRD1e^(7:`;'B&MU$YL,(5zsdR.'J%(R!N>JheICmXw7xcJL2:T0]=C>L$Ckp|peC7)rG+h?,@zHbR5Srtn^8f/V3W=85Jg7f,l(ZM@
      J)29nj@W9(?F&apHN/*vy,T~:HSc3C?y=o*Ur(>q--xp)zzB&=yF`^h5)guYcBe6[gU-8X(dOpmF8Zf0l<O*H,bxoW3,@T>0d=8yR+Q@
      /}<@+6e=Xn.AI~{NrfW`(,|peWo,&TdJ{&b6Wf4`9I<KeG|<95m:A$ldnfP(9Ec'i.>rL|i/b.x43He3<:,T2Tv[ZUl_T=h`hg.Ft{Pr
      iyGS|ryc#M4goO+N|WXZfcn@Aen6eUVG0)pU+):8U`6=V`:+K~qxpx:FqZiZizbyr4(_y`P.YqwD$cxdQ-z8yrOH.Y.Z(-XRd=[rzrEX
      [Gqz^DJXL[|UwkPc)&Uv@b0iN6Sr=n%7AFBTWEJ[{X8eCWTG42OHM/J4<,S[Q$gvh;>(7t4g.85|tSfbN/Oa,E9879+ehZY;sO##
      """)
}
